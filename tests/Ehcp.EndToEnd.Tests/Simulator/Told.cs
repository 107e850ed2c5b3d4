using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Simulator.Cases;

namespace Ehcp.EndToEnd.Tests.Simulator;

/// <summary>Simulated events, read by the catalogue and by the law.</summary>
internal static class Told
{
    internal static SnapshotFact AsLaw(SimulatedEvent told) => new(told.Source, told.Id, told.Time, told.Time, told.Fact);

    /// <summary>What the catalogue has against it, as known on the day it was recorded.</summary>
    internal static IEnumerable<string> Faults(SimulatedEvent told)
    {
        if (!Regex.IsMatch(told.CaseReference, Patterns.CaseReference) || Regex.IsMatch(told.CaseReference, Patterns.Upn))
        {
            yield return $"subject {told.CaseReference}";
        }

        if (!Regex.IsMatch(told.Id, Patterns.Id) || !Regex.IsMatch(told.Source, Patterns.Source) || Authorities.Find(told.Authority) is null)
        {
            yield return $"{told.Source} {told.Id} {told.Authority}";
        }

        foreach (var field in FactCatalogue.Of(told.Fact).Fields)
        {
            if (!Fits(field.Rule, field.Value(told.Fact), LondonCalendar.DayOf(told.Time)))
            {
                yield return $"{told.Id}: {field.Name} is {field.Value(told.Fact) ?? "missing"}";
            }
        }
    }

    private static bool Fits(FieldRule rule, object? value, DateOnly recordedOn) => value switch
    {
        null => !rule.IsRequired,
        DateOnly date => date >= FieldRule.FirstDate && date <= (rule.MayLieAhead ? recordedOn.AddYears(FieldRule.YearsAhead) : recordedOn),
        int number => number >= rule.Minimum && number <= rule.Maximum,
        string text => (rule.Codes.IsEmpty || rule.Codes.Contains(text)) && (rule.Pattern is null || Regex.IsMatch(text, rule.Pattern)),
        IReadOnlyList<string> codes => codes.Count > 0 && codes.All(rule.Codes.Contains) && codes.Distinct().Count() == codes.Count,
        _ => false,
    };
}
