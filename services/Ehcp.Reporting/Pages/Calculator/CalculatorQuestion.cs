using System.Collections.Immutable;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Pages.Calculator;

/// <summary>A field of the form with what was written into it.</summary>
/// <param name="Name">The field's name on the wire; <c>on</c> for the date of the trigger.</param>
/// <param name="Required">Whether there is no answer without it.</param>
/// <param name="Given">What was written, a date as <c>YYYY-MM-DD</c>; null when nothing was.</param>
/// <param name="Parts">A date as it was written: day, month, year.</param>
public sealed record CalculatorField(string Name, string Label, FieldRule Rule, bool Required, string? Given, ImmutableArray<string> Parts)
{
    internal string? Problem { get; init; }
}

/// <summary>What is asked of the calculator, read from the address of its page: <c>on=2026-01-05</c>, or the three parts of the form.</summary>
public sealed record CalculatorQuestion(string? Trigger, ImmutableArray<CalculatorField> Fields, string? TriggerProblem)
{
    internal const string On = "on";

    /// <summary>The boxes of a date, in the order of the form.</summary>
    internal static ImmutableArray<string> DateParts { get; } = ["day", "month", "year"];

    internal static CalculatorQuestion Read(StatutoryTimetable timetable, IQueryCollection query)
    {
        var trigger = query["trigger"].ToString();
        return trigger.Length == 0 ? new(null, [], null)
            : CalculatorWords.Find(trigger) is null ? new(null, [], "Choose what happened from the list.")
            : new(trigger, [.. FieldsOf(timetable, trigger).Select(field => Checked(Filled(field, query), asked: query.Count > 1))], null);
    }

    internal bool HasProblem => TriggerProblem is not null || Fields.Any(asked => asked.Problem is not null);

    /// <summary>The timeline of a case with this one event; null while there is nothing to compute from.</summary>
    internal Timeline? Answer(Law law)
    {
        if (Trigger is null || HasProblem || Fields[0].Given is null)
        {
            return null;
        }

        var given = Fields.Where(field => field.Given is not null).Select(field => (field.Name, Value: FieldText.Read(field.Rule, [field.Given], out _)!))
            .ToArray();
        return Ehcp.Deadlines.Calculator.Compute(
            law, Trigger, (DateOnly)given[0].Value, given[1..].Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }

    private static IEnumerable<CalculatorField> FieldsOf(StatutoryTimetable timetable, string trigger)
    {
        yield return new(On, "When was that?", FieldRule.FutureDate, true, null, []);
        var type = FactCatalogue.Find($"ehcp.{trigger}.v1");
        foreach (var name in Ehcp.Deadlines.Calculator.FieldsOf(timetable, trigger))
        {
            var rule = name == Ehcp.Deadlines.Calculator.DateOfAnotherEvent.GetValueOrDefault(trigger)
                ? FieldRule.PastDate.Optional
                : type?.Fields.FirstOrDefault(field => field.Name == name)?.Rule;
            if (rule is not null)
            {
                yield return new(name, CalculatorWords.Label(name), rule, rule.IsRequired, null, []);
            }
        }
    }

    private static CalculatorField Filled(CalculatorField field, IQueryCollection query)
    {
        var whole = query[field.Name].ToString().Trim();
        if (field.Rule.Kind != FieldKind.Date)
        {
            return field with { Given = whole.Length == 0 ? null : whole };
        }

        ImmutableArray<string> parts = whole.Split('-') is [var year, var month, var day]
            ? [day, month, year]
            : [.. DateParts.Select(part => query[$"{field.Name}-{part}"].ToString().Trim())];
        return parts.All(part => part.Length == 0)
            ? field with { Parts = parts, Given = whole.Length == 0 ? null : whole }
            : field with { Parts = parts, Given = $"{parts[2].PadLeft(4, '0')}-{MonthNames.AsNumber(parts[1]).PadLeft(2, '0')}-{parts[0].PadLeft(2, '0')}" };
    }

    // Before anything is written there is nothing to complain of.
    private static CalculatorField Checked(CalculatorField field, bool asked) => field with
    {
        Problem = field switch
        {
            { Given: { } given } => FieldText.Read(field.Rule, [given], out _) is not null ? null
                : field.Rule.Kind == FieldKind.Date
                    ? $"{field.Label.TrimEnd('?')}: enter a real date from {English.Date(FieldRule.FirstDate)} on, such as 5 1 2026."
                : $"{field.Label}: choose one of the list.",
            { Required: true, Rule.Kind: FieldKind.Date } when asked => $"{field.Label.TrimEnd('?')}: enter the date.",
            { Required: true } when asked => $"{field.Label}: choose one.",
            _ => null,
        }
    };
}
