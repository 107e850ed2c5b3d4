using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Completion;

/// <summary><c>GET /v1/completion-curve</c>: what share of requests is finished by which week, those still open included.</summary>
public static class ReadCompletionCurve
{
    internal static readonly Dictionary<string, bool> Ends = new(StringComparer.Ordinal) { ["plan"] = false, ["any-outcome"] = true };

    public sealed record Query(
        [property: FromQuery(Name = "from")] DateOnly? From,
        [property: FromQuery(Name = "to")] DateOnly? To,
        [property: FromQuery(Name = "finished")] string? Finished,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "authority")] string? Authority);

    internal static async Task<Results<Ok<CompletionCurveAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, RequestAges requests, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var (from, to) = parameters.Period(query.From, query.To);
        var anyEnd = parameters.OneOf("finished", query.Finished, absent: false, Ends);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var question = new AgeQuestion(known.Day) { ReceivedFrom = from ?? DateOnly.MinValue, ReceivedTo = to ?? DateOnly.MaxValue };
        var (freshness, tables) = await requests.ReadAsync(known, [question], cancellationToken);
        var ages = tables[0];
        return TypedResults.Ok(new CompletionCurveAnswer(
            CurveDefinition.Of(anyEnd), known.At, freshness.KnownTo, freshness.Rules,
            ages.Exits.Sum(age => age.Plans + age.OtherEnds + age.Open),
            ages.Exits.Sum(age => age.Open),
            CompletionCurve.MedianDays(ages, anyEnd),
            CompletionCurve.Of(ages, anyEnd)));
    }
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="AsOf">The instant they speak of.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="Requests">How many the curve is drawn from.</param>
/// <param name="StillOpen">Of them, those without an outcome.</param>
/// <param name="MedianDays">Half are finished by then; null when that is not seen yet.</param>
/// <param name="Weeks">Week 0 is the day of receipt; week 20 ends with the 140th day after it.</param>
public sealed record CompletionCurveAnswer(
    CurveDefinition Definition,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    int Requests,
    int StillOpen,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? MedianDays,
    IReadOnlyList<FinishedByWeek> Weeks);

/// <param name="Population">Whose share it is.</param>
/// <param name="Finished">What counts as finished, and what happens to the others.</param>
/// <param name="Band">What the band is.</param>
public sealed record CurveDefinition(string Population, string Finished, string Band)
{
    internal static CurveDefinition Of(bool anyEnd) => new(
        "Requests received in the period whose date of receipt can be used, with or without an exemption.",
        anyEnd
            ? "A final plan sent, a refusal to assess or to issue notified, or the request closed. Requests still open count up to the age they have reached "
                + "(Kaplan and Meier)."
            : "The final plan sent. Requests still open count up to the age they have reached, requests refused or closed up to the age at which they were "
                + "(Kaplan and Meier): "
                + "the share is of requests that lead to a plan, not of all that are made.",
        "95 %, from Greenwood's variance on the log-log scale. The curve ends with the oldest request.");
}
