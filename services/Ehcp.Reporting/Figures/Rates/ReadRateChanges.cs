using System.ComponentModel;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary><c>GET /v1/rates/changes</c>: why a figure reported then is another one now, case by case.</summary>
public static class ReadRateChanges
{
    private const int MostAtOnce = 1000;

    public sealed record Query(
        [property: FromQuery(Name = "from"), Description("The instant at which the figure was reported; required.")] string? From,
        [property: FromQuery(Name = "to"), Description("The instant it is compared with. Default: now.")] string? To,
        [property: FromQuery(Name = "periodFrom"), Description("First day of the figure's period, included: YYYY-MM-DD.")] string? PeriodFrom,
        [property: FromQuery(Name = "periodTo"), Description("Last day of the figure's period, included: YYYY-MM-DD.")] string? PeriodTo,
        [property: FromQuery(Name = "basis"), MeasureDescription] string? Basis,
        [property: FromQuery(Name = "authority"), Description("ONS or DfE code; default: every authority the key may see.")] string? Authority,
        [property: FromQuery(Name = "limit"), Description("Most requests in the answer, 1 to 1000; default 100.")] string? Limit,
        [property: FromQuery(Name = "after"), Description("next of the answer before.")] string? After);

    /// <param name="From">The earlier instant.</param>
    /// <param name="To">The later one.</param>
    /// <param name="Basis">Which figure.</param>
    /// <param name="Requests">Those that count otherwise, by authority and case.</param>
    /// <param name="Next">Where to go on, as <c>after</c>; absent when these are all.</param>
    public sealed record Answer(DateTimeOffset From, DateTimeOffset To, string Basis, IReadOnlyList<ChangedRequest> Requests, string? Next);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, HttpRequest request, Passage gate, RateChanges changes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        parameters.Only(request.Query, "from", "to", "periodFrom", "periodTo", "basis", "authority", "limit", "after");
        var known = parameters.AsKnown(query.Authority, query.To, "to");
        var from = parameters.Before("from", query.From, known.At);
        var (periodFrom, periodTo) = parameters.Period(query.PeriodFrom, query.PeriodTo, "periodFrom", "periodTo");
        var measure = parameters.OneOf("basis", query.Basis, Measure.PlansIssued, Measure.ByCode);
        var limit = parameters.Whole("limit", query.Limit, 1, MostAtOnce, absent: 100);
        var after = parameters.Case("after", query.After);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        // Every request of the last case is told, so that one place is enough to go on from.
        var found = await changes.ReadAsync(new(measure, from, known.At, periodFrom, periodTo, known.Authorities, gate.Sight, after, limit), cancellationToken);
        return gate.Show(
            TypedResults.Ok(new Answer(
                from, known.At, measure.Code, found, found.Count >= limit ? $"{found[^1].Authority}/{found[^1].CaseReference}" : null)),
            found.Select(one => Seen.Case(one.Authority, one.CaseReference, one.Team)));
    }
}
