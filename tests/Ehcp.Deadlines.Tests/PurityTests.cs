using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>What the law computes depends on what it is given, and on nothing that anybody can change.</summary>
public sealed partial class PurityTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_static_of_the_law_can_be_changed() => Assert.Empty(
        typeof(Law).Assembly.GetTypes()
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(Statics))
            .Where(field => !field.IsLiteral && (!field.IsInitOnly || field.FieldType.IsArray || IsList(field.FieldType)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));

    // A code that is spelled twice can be misspelled once, and then a rule is silent.
    [Fact]
    public void No_code_of_the_vocabulary_and_no_type_of_event_is_spelled_in_the_law()
    {
        var lists = typeof(Fact).Assembly.GetTypes().Where(type => type.IsEnum && type.GetCustomAttribute<JsonConverterAttribute>() is not null);
        var codes = lists.SelectMany(list => list.GetFields().Select(word => word.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name)).OfType<string>()
            .Concat(FactCatalogue.All.Select(type => type.Name)).Where(code => code.Length > 1).ToHashSet();
        var sources = Directory.EnumerateFiles(Path.Combine(StatutoryTimetableTests.Repository(), "services", "Ehcp.Deadlines"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(sources);
        Assert.Empty(
            from file in sources
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("///", StringComparison.Ordinal)
            from Match literal in Literal().Matches(line)
            where codes.Contains(literal.Groups[1].Value)
            select $"{Path.GetFileName(file)}: {literal.Value}");
    }

    [Fact]
    public void Two_laws_of_other_calendars_compute_side_by_side()
    {
        ImmutableArray<DateOnly> in2026 = [.. WorkingDays.Shipped.BankHolidays.Where(day => day.Year == 2026)];
        var other = Law.Shipped with { Calendar = WorkingDays.Shipped.With([.. in2026, new DateOnly(2026, 6, 1)]) };
        AskedFact[] facts = [Given.Fact("draft-plan-served", ("servedOn", "2026-05-29"), ("service", "post-first-class"))];

        Parallel.For(0, 200, _ =>
        {
            Assert.Equal(new DateOnly(2026, 6, 16), Folded(facts).Clock("representations").LastDay);
            Assert.Equal(new DateOnly(2026, 6, 17), CaseTimeline.From(other, facts).Clock("representations").LastDay);
        });
    }

    [Fact]
    public void The_law_in_force_is_replaced_as_a_whole()
    {
        var inForce = new LawInForce(Law.Shipped);
        var before = inForce.Current;

        inForce.Use(WorkingDays.Shipped.With([.. WorkingDays.Shipped.BankHolidays.Where(day => day.Year == 2028).Select(day => day.AddYears(1))]));

        Assert.Equal(2028, before.Calendar.KnownTo.Year);
        Assert.Equal(2029, inForce.Current.Calendar.KnownTo.Year);
        Assert.Same(StatutoryTimetable.Shipped, inForce.Current.Timetable);
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(List<>) || open == typeof(Dictionary<,>) || open == typeof(HashSet<>));

    [GeneratedRegex("\"([a-z][a-z0-9-]*)\"")]
    private static partial Regex Literal();
}
