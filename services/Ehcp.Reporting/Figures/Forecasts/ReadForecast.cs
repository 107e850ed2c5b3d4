using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary><c>GET /v1/forecast</c>: what this year's rate can still become, and will, if nothing changes.</summary>
public static class ReadForecast
{
    public sealed record Query(
        [property: FromQuery(Name = "on")] DateOnly? On,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "authority")] string? Authority);

    internal static async Task<Results<Ok<ForecastAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, YearForecasts forecasts, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        var on = parameters.UpTo("on", query.On, known.Day) ?? known.Day;
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (freshness, all, excluding) = await forecasts.OfAsync(known, on, cancellationToken);
        return TypedResults.Ok(new ForecastAnswer(ForecastDefinition.Words, known.At, freshness.KnownTo, freshness.Rules, on.Year, on, all, excluding));
    }
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="AsOf">The instant they speak of.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="Year">The calendar year.</param>
/// <param name="On">The day of the forecast.</param>
/// <param name="All">Every plan.</param>
/// <param name="ExcludingExemptions">DfE's headline.</param>
public sealed record ForecastAnswer(
    ForecastDefinition Definition,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    int Year,
    DateOnly On,
    YearForecast All,
    YearForecast ExcludingExemptions);

/// <param name="Rate">Which rate.</param>
/// <param name="Method">How the expected rate is found.</param>
/// <param name="Band">What the band says, and what it does not.</param>
public sealed record ForecastDefinition(string Rate, string Method, string Band)
{
    internal static ForecastDefinition Words { get; } = new(
        $"Plans sent in the calendar year of the day within {Measure.PlansIssued.DaysInTime} days of receipt, over all plans sent in it; "
            + "all, and excluding those with an exemption claimed.",
        "Every open request goes on as requests of its age did in the 365 days before: each day it may get its plan, or end without one. New requests come in "
            + "as they did in those days.",
        "90 %: chance in what becomes of each request, at the pace of the last 182, 365 and 730 days, whichever is lowest and highest, "
            + "and as much again as the same forecast would have been off in up to three years before.");
}
