using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>The event that starts a limit.</summary>
/// <param name="EventType">Event type without prefix and version; or, of a limit that only the calculator computes, a name of its own.</param>
/// <param name="DateField">The field whose date starts it.</param>
/// <param name="Words">The event in words, before its date, e.g. <c>Request received on</c>.</param>
/// <param name="When">What the event's fields must say, all of it.</param>
public sealed record LimitTrigger(string EventType, string DateField, string Words, params ImmutableArray<FieldTest> When)
{
    /// <summary>Fields with the second date that some shapes count from; the first that is there counts.</summary>
    public ImmutableArray<string> SecondDate { get; init; } = [];

    /// <summary>The second date in words, before it.</summary>
    public string SecondWords { get; init; } = "";

    /// <summary>A field without which the event does not start this limit; null when it needs none.</summary>
    public string? Needs { get; init; }

    /// <summary>A field whose presence keeps the event from starting this limit; null when none does.</summary>
    public string? BarredBy { get; init; }

    /// <summary>A field with the year that counts, whatever day of it; null when the day itself counts.</summary>
    public string? YearField { get; init; }

    /// <summary>Whether an event with these fields starts the limit.</summary>
    /// <param name="fields">Fields of an event of the type.</param>
    public bool StartsWith(FactFields fields)
    {
        foreach (var test in When)
        {
            if (!test.Passes(fields))
            {
                return false;
            }
        }

        return (Needs is null || fields.Has(Needs)) && (BarredBy is null || !fields.Has(BarredBy));
    }

    /// <summary>The first of the second dates that is there.</summary>
    /// <param name="fields">Fields of an event of the type.</param>
    public DateOnly? SecondDateIn(FactFields fields)
    {
        foreach (var field in SecondDate)
        {
            if (fields.Date(field) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    /// <summary>The date that starts the limit; 1 September of the year where only the year is given and only the year counts.</summary>
    /// <param name="fields">Fields of an event of the type.</param>
    public DateOnly? DateIn(FactFields fields) =>
        fields.Date(DateField) ?? (YearField is not null && fields.Number(YearField) is { } year ? new DateOnly(year, 9, 1) : null);
}

/// <summary>A test of one coded field.</summary>
/// <param name="Field">Field name.</param>
/// <param name="IfAbsent">The code an absent field stands for; empty when it stands for none.</param>
/// <param name="Codes">The codes that pass.</param>
public sealed record FieldTest(string Field, string IfAbsent, params ImmutableArray<string> Codes)
{
    /// <summary>Whether <paramref name="fields"/> pass.</summary>
    /// <param name="fields">Fields of an event.</param>
    public bool Passes(FactFields fields) => Codes.Contains(fields.Text(Field) ?? IfAbsent);
}

/// <summary>An event that ends or closes a limit.</summary>
/// <param name="EventType">Event type without prefix and version.</param>
/// <param name="Code">The code it must hold; null when any will do.</param>
/// <param name="Field">The field that holds the code.</param>
public sealed record FactMatch(string EventType, string? Code = null, string Field = "decision")
{
    /// <summary>Where it is looked for.</summary>
    public Reach Reach { get; init; }
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
