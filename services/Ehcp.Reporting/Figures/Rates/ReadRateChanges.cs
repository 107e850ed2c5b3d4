using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary><c>GET /v1/rates/changes</c>: why a figure reported then is another one now, case by case.</summary>
public static class ReadRateChanges
{
    internal const int MostAtOnce = 1000;
    internal const int Usual = 100;

    public sealed record Query(
        [property: FromQuery(Name = "from")] DateTimeOffset? From,
        [property: FromQuery(Name = "to")] DateTimeOffset? To,
        [property: FromQuery(Name = "periodFrom")] DateOnly? PeriodFrom,
        [property: FromQuery(Name = "periodTo")] DateOnly? PeriodTo,
        [property: FromQuery(Name = "basis")] string? Basis,
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "limit")] int? Limit,
        [property: FromQuery(Name = "after")] string? After);

    internal static async Task<Results<Ok<RateChangesAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, RateChanges changes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var goesOn = After(query.After, parameters);
        var known = parameters.AsKnown(query.Authority, query.To ?? goesOn.To, "to");
        var from = parameters.Before("from", query.From, known.At);
        var (periodFrom, periodTo) = parameters.Period(query.PeriodFrom, query.PeriodTo, "periodFrom", "periodTo");
        var measure = parameters.OneOf("basis", query.Basis, Measure.PlansIssued, Measure.ByCode);
        var limit = query.Limit ?? Usual;
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        // Every request of the last case is told, so that one place is enough to go on from.
        var found = await changes.ReadAsync(new(measure, from, known.At, periodFrom, periodTo, known.Authorities, gate.Sight, goesOn.Case, limit),
            cancellationToken);
        return gate.Show(
            TypedResults.Ok(new RateChangesAnswer(
                from, known.At, measure.Code, found,
                found.Count >= limit ? PageKey.Write(Instants.Write(known.At), found[^1].Authority, found[^1].CaseReference) : null)),
            found.Select(one => Seen.Case(one.Authority, one.CaseReference, one.Team)));
    }

    // Earlier releases gave the case alone, as authority, slash and reference.
    private static ((string Authority, string CaseReference) Case, DateTimeOffset? To) After(string? text, FigureParameters parameters)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (("", ""), null);
        }

        if (text.Split('/') is [var authority, { Length: > 0 } reference] && Contracts.Authorities.Find(authority) is not null)
        {
            return ((authority, reference), null);
        }

        return parameters.Key(text, parts: 3) is { } key ? ((key.Parts[1], key.Parts[2]), key.At) : (("", ""), null);
    }
}

/// <param name="From">The earlier instant.</param>
/// <param name="To">The later one.</param>
/// <param name="Basis">Which figure.</param>
/// <param name="Requests">Those that count otherwise, by authority and case.</param>
/// <param name="Next">Where to go on, as <c>after</c>; absent when these are all.</param>
public sealed record RateChangesAnswer(DateTimeOffset From, DateTimeOffset To, string Basis, IReadOnlyList<ChangedRequest> Requests, string? Next);
