using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>What the entries of the timetable are written with: sources, grounds of exemption, and events that end a limit.</summary>
internal static class Provisions
{
    // SI 2020/471 was in force from 1 May to 25 September 2020.
    internal static AllowedGround Coronavirus { get; } = new(Ground.Coronavirus, "reg. 2A, inserted by SI 2020/471", new(2020, 5, 1), new(2020, 9, 25));

    internal static LegalSource Act2014(string provision) => new("Children and Families Act 2014", provision);

    internal static LegalSource Send2014(string provision) => new("SEND Regulations 2014 (SI 2014/1530)", provision);

    internal static LegalSource Detained2015(string provision) => new("SEND (Detained Persons) Regulations 2015 (SI 2015/62)", provision);

    internal static LegalSource Recommendations2017(string provision) =>
        new("SEND (First-tier Tribunal Recommendations Power) Regulations 2017 (SI 2017/1306)", provision);

    internal static LegalSource Code2015(string paragraph) => new("SEND Code of Practice 2015", $"para. {paragraph}");

    internal static LegalSource Rules2008(string rule) =>
        new("Tribunal Procedure (First-tier Tribunal) (HESC) Rules 2008 (SI 2008/2699)", rule);

    /// <summary>The four grounds of reg. 10(4), and coronavirus in its window.</summary>
    internal static ImmutableArray<AllowedGround> FourGrounds(string provision, bool lettered = false)
    {
        Ground[] grounds = [Ground.SchoolClosed, Ground.EarlyYearsClosed, Ground.ExceptionalCircumstances, Ground.AbsentFromArea];
        return [.. grounds.Select((ground, letter) => new AllowedGround(ground, lettered ? $"{provision}({(char)('a' + letter)})" : provision)), Coronavirus];
    }

    /// <summary>The three grounds of SI 2015/62, and coronavirus in its window.</summary>
    internal static ImmutableArray<AllowedGround> DetainedGrounds(string provision) =>
    [
        new(Ground.SchoolClosed, $"{provision}(a)"), new(Ground.ExceptionalCircumstances, $"{provision}(b)"), new(Ground.AbsentFromArea, $"{provision}(c)"),
        Coronavirus,
    ];

    /// <summary>The grounds after an order or an appeal not opposed: of their own an absence of two weeks, and through reg. 13(3) a closure.</summary>
    internal static ImmutableArray<AllowedGround> GroundsAfterAppeal(string provision) =>
    [
        new(Ground.ExceptionalCircumstances, provision), new(Ground.AbsentFromArea, provision, LeastDays: 14),
        new(Ground.SchoolClosed, provision + " with 13(3)"), new(Ground.EarlyYearsClosed, provision + " with 13(3)"), Coronavirus,
    ];

    /// <summary>The event, as what starts a limit.</summary>
    internal static LimitTrigger On<TFact>(string words, params ImmutableArray<FieldTest> when)
        where TFact : Fact => LimitTrigger.On<TFact>(words, when);

    /// <summary>One of these words in the field that holds them.</summary>
    internal static FieldTest Is<T>(params ImmutableArray<T> words)
        where T : struct, Enum => FieldTest.Is(words);

    /// <summary>The event in the trigger's own process.</summary>
    internal static FactMatch Of<TFact>()
        where TFact : Fact => FactMatch.Of<TFact>();

    /// <summary>The event in any process of the case, on or after the trigger.</summary>
    internal static FactMatch Any<TFact>()
        where TFact : Fact => Of<TFact>() with { Reach = Reach.CaseSince };

    /// <summary>The event in the trigger's own process, on or after the trigger.</summary>
    internal static FactMatch Later<TFact>()
        where TFact : Fact => Of<TFact>() with { Reach = Reach.ProcessSince };

    internal static FactMatch Ceased { get; } = Any<PlanCeased>();
}
