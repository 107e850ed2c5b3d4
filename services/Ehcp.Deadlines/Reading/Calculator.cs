using System.Collections.Frozen;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>What one event would start, with nothing stored.</summary>
public static class Calculator
{
    /// <summary>
    /// A date of another event of the case that a calculation from this trigger may need, by trigger: a reversal that was conceded brings
    /// back the limits of the original request, and a certificate adds to the time from a decision.
    /// </summary>
    public static IReadOnlyDictionary<string, string> DateOfAnotherEvent { get; } = new Dictionary<string, string>
    {
        [FactCatalogue.Of<DecisionReversed>().Name] = FactCatalogue.Of<RequestReceived>().Date(nameof(RequestReceived.ReceivedOn)).Name,
        [FactCatalogue.Of<MediationCertificateIssued>().Name] = FactCatalogue.Of<AssessmentDecided>().Date(nameof(AssessmentDecided.NotifiedOn)).Name,
        [FactCatalogue.Of<ReviewDecided>().Name] =
            FactCatalogue.Of<MediationCertificateIssued>().Date(nameof(MediationCertificateIssued.IssuedOn)).Name,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields, besides the trigger's own date, that decide which limits start and how far they reach; in the order the rules name them.</summary>
    /// <param name="timetable">The timetable to ask.</param>
    /// <param name="trigger">A key of <see cref="StatutoryTimetable.TriggerDateField"/>; any other has none.</param>
    public static IReadOnlyList<string> FieldsOf(StatutoryTimetable timetable, string trigger) =>
    [
        .. timetable.StartedBy(trigger).SelectMany(limit => FieldsOf(limit.Trigger))
            .Append(DateOfAnotherEvent.GetValueOrDefault(trigger, "")).Distinct()
            .Where(field => field.Length > 0 && field != timetable.TriggerDateField.GetValueOrDefault(trigger)),
    ];

    /// <summary>The timeline of a case with this one event.</summary>
    /// <param name="law">The law to compute by.</param>
    /// <param name="trigger">A key of <see cref="StatutoryTimetable.TriggerDateField"/>.</param>
    /// <param name="on">The event's own date.</param>
    /// <param name="otherFields">Other fields of the event; those no rule needs may be left out.</param>
    /// <exception cref="ArgumentException">Nothing that starts a limit is called so.</exception>
    public static Timeline Compute(Law law, string trigger, DateOnly on, IEnumerable<KeyValuePair<string, object>> otherFields)
    {
        if (!law.Timetable.TriggerDateField.TryGetValue(trigger, out var dateField))
        {
            throw new ArgumentException($"No event called {trigger} has a date of its own.", nameof(trigger));
        }

        var type = FactCatalogue.All.Single(known => known.Name == trigger);
        var given = otherFields.ToDictionary(StringComparer.Ordinal);
        var otherDate = DateOfAnotherEvent.TryGetValue(trigger, out var another) && given.TryGetValue(another, out var other) ? (DateOnly?)other : null;
        given[dateField] = on;
        var fact = type.Build([.. type.Fields.Select(field => given.GetValueOrDefault(field.Name))]);
        var timeline = CaseTimeline.From(law, [new AskedFact("calculator", "1", DateTimeOffset.UnixEpoch, fact, otherDate)]);
        return timeline.Clocks.IsEmpty && !timeline.CannotCompute.Any(open => open.Subject.StartsWith("appeal ", StringComparison.Ordinal))
            ? timeline with { CannotCompute = [new(trigger, WhyNone(law.Timetable, trigger, fact))] }
            : timeline;
    }

    private static IEnumerable<string> FieldsOf(LimitTrigger trigger) =>
    [
        .. trigger.When.Select(test => test.Field.Name), .. trigger.SecondDate.Select(date => date.Name),
        .. trigger.SecondDate.Select(date => date.OtherField ?? ""), trigger.Needs?.Name ?? "", trigger.BarredBy?.Name ?? "",
    ];

    private static string WhyNone(StatutoryTimetable timetable, string trigger, Fact fact)
    {
        var undecided = timetable.StartedBy(trigger).SelectMany(limit => limit.Trigger.When)
            .Where(test => test.IsUndecided(fact)).Select(test => test.Field.Name).Distinct().ToArray();
        return undecided.Length == 0
            ? "No statutory limit starts from this event in this release."
            : $"Which limit starts depends on what is left out: {string.Join(", ", undecided)}.";
    }
}
