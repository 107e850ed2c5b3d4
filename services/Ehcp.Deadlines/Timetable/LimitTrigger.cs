using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>The event that starts a limit.</summary>
/// <param name="Type">The type of event.</param>
/// <param name="Words">The event in words, before its date, e.g. <c>Request received on</c>.</param>
public sealed record LimitTrigger(FactType Type, string Words)
{
    /// <summary>Name of the event's type.</summary>
    public string Name => Type.Name;

    /// <summary>Name of the date that starts it.</summary>
    public string DateName => Type.ClockDates[0].Name;

    /// <summary>What the event's fields must say, all of it.</summary>
    public ImmutableArray<FieldTest> When { get; private init; } = [];

    /// <summary>The second date that some shapes count from; the first of them that is there counts.</summary>
    public ImmutableArray<TriggerDate> SecondDate { get; init; } = [];

    /// <summary>The second date in words, before it.</summary>
    public string SecondWords { get; init; } = "";

    /// <summary>A date without which the event does not start this limit; null when it needs none.</summary>
    public TriggerDate? Needs { get; init; }

    /// <summary>A date whose presence keeps the event from starting this limit; null when none does.</summary>
    public TriggerDate? BarredBy { get; init; }

    /// <summary>Whether the year of a transfer counts, whatever day of it, and not the day itself.</summary>
    public bool CountsYear { get; init; }

    /// <summary>An event of a case, by its own date.</summary>
    /// <typeparam name="TFact">The event.</typeparam>
    /// <param name="words">The event in words, before its date.</param>
    /// <param name="when">What its fields must say, all of it.</param>
    /// <exception cref="InvalidOperationException">The event has no field for one of the tests.</exception>
    public static LimitTrigger On<TFact>(string words, params ImmutableArray<FieldTest> when)
        where TFact : Fact => new LimitTrigger(FactCatalogue.Of<TFact>(), words).If(when);

    /// <summary>The same with other tests.</summary>
    /// <param name="when">What the event's fields must say, all of it.</param>
    public LimitTrigger If(params ImmutableArray<FieldTest> when) => this with { When = [.. when.Select(test => test.Of(Type))] };

    /// <summary>Whether this event starts the limit.</summary>
    /// <param name="told">An event of the type.</param>
    public bool StartsWith(ISourcedFact told)
    {
        foreach (var test in When)
        {
            if (!test.Passes(told.Fact))
            {
                return false;
            }
        }

        return (Needs is null || Needs.In(told) is not null) && (BarredBy is null || BarredBy.In(told) is null);
    }

    /// <summary>The first of the second dates that is there.</summary>
    /// <param name="told">An event of the type.</param>
    public DateOnly? SecondDateIn(ISourcedFact told)
    {
        foreach (var date in SecondDate)
        {
            if (date.In(told) is { } day)
            {
                return day;
            }
        }

        return null;
    }

    /// <summary>The date that starts the limit; 1 September of the year where only the year is given and only the year counts.</summary>
    /// <param name="fact">An event of the type.</param>
    public DateOnly? DateIn(Fact fact) =>
        Type.ClockDates[0].On(fact) ?? (CountsYear && fact is PhaseTransferDue { Year: > 0 and var year } ? new DateOnly(year, 9, 1) : null);
}

/// <summary>A date that a limit looks at beside the one that starts it.</summary>
public sealed record TriggerDate
{
    private readonly Func<Fact, DateOnly?>? _on;

    private TriggerDate(string name, Func<Fact, DateOnly?>? on) => (Name, _on) = (name, on);

    /// <summary>Its name on the wire.</summary>
    public string Name { get; }

    /// <summary>A date of the event itself.</summary>
    /// <typeparam name="TFact">The event.</typeparam>
    /// <param name="property">The property that holds it, from <see langword="nameof"/>.</param>
    public static TriggerDate Of<TFact>(string property)
        where TFact : Fact
    {
        var field = FactCatalogue.Of<TFact>().Date(property);
        return new(field.Name, field.On);
    }

    /// <summary>A date of the event itself that counts only where another field of it fits.</summary>
    /// <typeparam name="TFact">The event.</typeparam>
    /// <param name="property">The property that holds it, from <see langword="nameof"/>.</param>
    /// <param name="otherField">Name of the other field on the wire.</param>
    /// <param name="counts">Whether it counts.</param>
    public static TriggerDate Where<TFact>(string property, string otherField, Func<TFact, bool> counts)
        where TFact : Fact
    {
        var field = FactCatalogue.Of<TFact>().Date(property);
        return new(field.Name, fact => counts((TFact)fact) ? field.On(fact) : null) { OtherField = otherField };
    }

    /// <summary>The other field of the event that decides whether it counts; null when it always does.</summary>
    public string? OtherField { get; private init; }

    /// <summary>Whether it is a date of another event of the case.</summary>
    public bool IsOfAnother => _on is null;

    /// <summary>A date of another event of the case, which a calculation may be given.</summary>
    /// <typeparam name="TFact">The other event.</typeparam>
    /// <param name="property">The property that holds it, from <see langword="nameof"/>.</param>
    public static TriggerDate OfAnother<TFact>(string property)
        where TFact : Fact => new(FactCatalogue.Of<TFact>().Date(property).Name, null);

    /// <summary>The date, or null when it is not given.</summary>
    /// <param name="told">An event of the type.</param>
    public DateOnly? In(ISourcedFact told) => _on is not null ? _on(told.Fact) : (told as AskedFact)?.OtherDate;
}

/// <summary>A test of one coded field.</summary>
public sealed record FieldTest
{
    private readonly Type _list;
    private readonly uint _passing;
    private readonly CodeField? _field;

    private FieldTest(Type list, uint passing, ImmutableArray<string> codes) => (_list, _passing, Codes) = (list, passing, codes);

    /// <summary>The field tested.</summary>
    public FactField Field => _field ?? throw new InvalidOperationException("This test is of no event yet.");

    /// <summary>The codes that pass.</summary>
    public ImmutableArray<string> Codes { get; }

    /// <summary>Whether it passes when the field is absent.</summary>
    public bool AbsentPasses => (_passing & 1) != 0;

    /// <summary>The same, and it passes when the field is absent too.</summary>
    public FieldTest OrAbsent => new(_list, _passing | 1, Codes);

    /// <summary>One of these words.</summary>
    /// <typeparam name="T">Their list; an event has at most one field of it.</typeparam>
    /// <param name="words">The words; none, where only an absent field passes.</param>
    public static FieldTest Is<T>(params ImmutableArray<T> words)
        where T : struct, Enum => new(typeof(T), words.Aggregate(0u, (passing, word) => passing | (1u << Code.Number(word))), [.. words.Select(Code.Of)]);

    /// <summary>Whether an event passes.</summary>
    /// <param name="fact">An event of the type it is of.</param>
    public bool Passes(Fact fact) => ((_passing >> _field!.Number(fact)) & 1) != 0;

    internal bool IsUndecided(Fact fact) => _field!.Number(fact) == 0;

    internal FieldTest Of(FactType type) => new(this, FieldOf(type, _list));

    internal static CodeField FieldOf(FactType type, Type list) => type.Fields.OfType<CodeField>().Single(field => field.Words == list);

    private FieldTest(FieldTest test, CodeField field)
        : this(test._list, test._passing, test.Codes) => _field = field;
}

/// <summary>An event that ends or closes a limit.</summary>
/// <param name="Type">The type of event.</param>
public sealed record FactMatch(FactType Type)
{
    private readonly CodeField? _field;
    private readonly int _word;

    /// <summary>Where it is looked for.</summary>
    public Reach Reach { get; init; }

    /// <summary>The field that must hold a word; null when any will do.</summary>
    public FactField? Field => _field;

    /// <summary>The code of the word it must hold; null when any will do.</summary>
    public string? Code { get; private init; }

    /// <summary>The date of the event that counts where it is given, in place of its own; null when there is none.</summary>
    public DateField? By { get; private init; }

    /// <summary>Whether it must name the setting for the very transfer between phases that started the limit.</summary>
    public bool OfTheTransfer { get; init; }

    /// <summary>Whether it must belong to another process than the event that started the limit.</summary>
    public bool InAnotherProcess { get; init; }

    /// <summary>Whether a meeting must be recorded in the review that it belongs to.</summary>
    public bool AfterMeeting { get; init; }

    /// <summary>How many months after the event that started the limit it may come at most; null for any time.</summary>
    public int? WithinMonths { get; init; }

    /// <summary>Any event of a type.</summary>
    /// <typeparam name="TFact">The event.</typeparam>
    public static FactMatch Of<TFact>()
        where TFact : Fact => new(FactCatalogue.Of<TFact>());

    /// <summary>The same with a word in it.</summary>
    /// <typeparam name="T">The list of the word; an event has at most one field of it.</typeparam>
    /// <param name="word">The word.</param>
    public FactMatch With<T>(T word)
        where T : struct, Enum => new(this, FieldTest.FieldOf(Type, typeof(T)), Contracts.Code.Number(word)) { Code = Contracts.Code.Of(word) };

    /// <summary>The same, by another of its dates where that is given.</summary>
    /// <typeparam name="TFact">The event.</typeparam>
    /// <param name="property">The property that holds it, from <see langword="nameof"/>.</param>
    public FactMatch DatedBy<TFact>(string property)
        where TFact : Fact => this with { By = FactCatalogue.Of<TFact>().Date(property) };

    /// <summary>The day of an event that matches.</summary>
    internal DateOnly? On(in KeptFact fact) => By?.On(fact.Fact) ?? fact.On;

    internal bool Matches(in KeptFact fact) => fact.Type == Type && (_field is null || _field.Number(fact.Fact) == _word);

    private FactMatch(FactMatch match, CodeField field, int word)
        : this(match) => (_field, _word) = (field, word);
}

/// <summary>Where an event that ends or closes a limit is looked for.</summary>
public enum Reach
{
    /// <summary>In the trigger's own process. One before the trigger contradicts it.</summary>
    Process,

    /// <summary>In the trigger's own process, on or after the trigger; an earlier one is of another stage.</summary>
    ProcessSince,

    /// <summary>In any process of the case, on or after the trigger: no id ties them together.</summary>
    CaseSince,
}
