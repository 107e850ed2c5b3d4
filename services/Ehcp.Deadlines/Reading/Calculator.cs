using System.Collections.Frozen;

namespace Ehcp.Deadlines;

/// <summary>What one event would start, with nothing stored.</summary>
public static class Calculator
{
    /// <summary>Every type of event with a date of its own, and the field that holds that date.</summary>
    public static IReadOnlyDictionary<string, string> TriggerDateField { get; } =
        FactType.All.Values.Where(type => type.ClockDates.Length > 0).ToFrozenDictionary(type => type.Name, type => type.ClockDates[0], StringComparer.Ordinal);

    /// <summary>The timeline of a case with this one event.</summary>
    /// <param name="trigger">A key of <see cref="TriggerDateField"/>.</param>
    /// <param name="on">The event's own date.</param>
    /// <param name="otherFields">Other fields of the event; those no rule needs may be left out.</param>
    /// <exception cref="ArgumentException">No event of this type has a date of its own.</exception>
    public static Timeline Compute(string trigger, DateOnly on, IEnumerable<KeyValuePair<string, object>> otherFields)
    {
        if (!TriggerDateField.TryGetValue(trigger, out var dateField))
        {
            throw new ArgumentException($"No event called {trigger} has a date of its own.", nameof(trigger));
        }

        var fields = new FactFields(otherFields.Where(field => field.Key != dateField).Append(new(dateField, on)));
        var timeline = CaseTimeline.From([new CaseFact(trigger, "calculator", "1", DateTimeOffset.UnixEpoch, fields)]);
        return timeline.Clocks.IsEmpty
            ? timeline with { CannotCompute = [new(trigger, "No statutory limit starts from this event in this release.")] }
            : timeline;
    }
}
