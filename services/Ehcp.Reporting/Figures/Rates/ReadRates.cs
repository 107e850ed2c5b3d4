using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary><c>GET /v1/rates</c>: how many plans were sent within 20 weeks, and every other measure of the catalogue.</summary>
public static class ReadRates
{
    internal static readonly Dictionary<string, RateGrouping> Groupings = new(StringComparer.Ordinal)
    {
        ["year"] = RateGrouping.Year,
        ["quarter"] = RateGrouping.Quarter,
        ["month"] = RateGrouping.Month,
        ["authority"] = RateGrouping.Authority,
        ["team"] = RateGrouping.Team,
        ["area"] = RateGrouping.Area,
        ["need"] = RateGrouping.Need,
    };

    public sealed record Query(
        [property: FromQuery(Name = "from")] DateOnly? From,
        [property: FromQuery(Name = "to")] DateOnly? To,
        [property: FromQuery(Name = "groupBy")] string? GroupBy,
        [property: FromQuery(Name = "basis")] string? Basis,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "format")] string? Format);

    internal static async Task<Results<Ok<RatesAnswer<PlansIssuedRow>>, Ok<RatesAnswer<RequestsReceivedRow>>, Ok<RatesAnswer<DecisionsRow>>,
        Results<Ok<RatesAnswer<DutiesRow>>, Ok<RatesAnswer<ReversalsRow>>>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, TwentyWeekRates rates, IOptions<MeasureSettings> settings, IOptions<ExportSettings> exports,
            TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var measure = parameters.OneOf("basis", query.Basis, Measure.PlansIssued, Measure.ByCode);
        var format = parameters.OneOf("format", query.Format, absent: ExportFormat.Json, ExportFormats.All);
        var (from, to) = parameters.Period(query.From, query.To);
        var grouping = parameters.OneOf("groupBy", query.GroupBy, RateGrouping.All, Groupings);
        var question = new RateQuestion(from, to, grouping, parameters.AsKnown(query.Authority, query.AsOf));
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        question = format == ExportFormat.Json ? question : question.ForFile();
        switch (measure.Rows)
        {
            case MeasureRows.Requests:
                var requests = await rates.RequestsReceivedAsync(question, cancellationToken);
                return format == ExportFormat.Json
                    ? TypedResults.Ok(Told(requests.Freshness, requests.Rows))
                    : File(RatesTable.Of(question, requests.Rows), requests.Freshness);
            case MeasureRows.Decisions:
                var decisions = await rates.DecisionsAsync(measure, question, cancellationToken);
                return format == ExportFormat.Json
                    ? TypedResults.Ok(Told(decisions.Freshness, decisions.Rows))
                    : File(RatesTable.Of(question, measure, decisions.Rows), decisions.Freshness);
            case MeasureRows.Duties:
                var duties = await rates.DutiesAsync(measure, question, cancellationToken);
                return format == ExportFormat.Json
                    ? (Results<Ok<RatesAnswer<DutiesRow>>, Ok<RatesAnswer<ReversalsRow>>>)TypedResults.Ok(Told(duties.Freshness, duties.Rows))
                    : File(RatesTable.Of(question, measure, duties.Rows), duties.Freshness);
            case MeasureRows.Reversals:
                var reversals = await rates.ReversalsAsync(measure, question, cancellationToken);
                return format == ExportFormat.Json
                    ? (Results<Ok<RatesAnswer<DutiesRow>>, Ok<RatesAnswer<ReversalsRow>>>)TypedResults.Ok(Told(reversals.Freshness, reversals.Rows))
                    : File(RatesTable.Of(question, measure, reversals.Rows), reversals.Freshness);
            default:
                var plans = await rates.PlansIssuedAsync(question, cancellationToken);
                return format == ExportFormat.Json
                    ? TypedResults.Ok(Told(plans.Freshness, plans.Rows))
                    : File(RatesTable.Of(question, plans.Rows), plans.Freshness);
        }

        FileContentHttpResult File(OpenDataTable table, Freshness freshness) => format == ExportFormat.Csv
            ? OpenDataCsv.File(table)
            : OpenDataZip.File(table, ExportNotes.Of(measure.Definition(settings.Value), question, freshness, exports.Value));

        RatesAnswer<TRow> Told<TRow>(Freshness freshness, List<TRow> rows) =>
            new(measure.Definition(settings.Value), question.Known.At, freshness.KnownTo, freshness.Rules, rows);
    }
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="AsOf">The instant they speak of.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="Rows">One per group, in the order of the groups.</param>
public sealed record RatesAnswer<TRow>(
    RateDefinition Definition,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    IReadOnlyList<TRow> Rows);
