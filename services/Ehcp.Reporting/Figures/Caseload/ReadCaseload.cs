using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary><c>GET /v1/caseload</c>: the requests that no rate shows, because they have no plan yet.</summary>
public static class ReadCaseload
{
    public sealed record Query(
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "format")] string? Format);

    internal static async Task<Results<Ok<CaseloadAnswer>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, OpenRequests requests, IOptions<ExportSettings> exports, TimeProvider clock,
            CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        var format = parameters.OneOf("format", query.Format, absent: ExportFormat.Json, ExportFormats.All);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (format != ExportFormat.Json)
        {
            var (complete, caseloads) = await requests.CountByAuthorityAsync(known, cancellationToken);
            var table = CaseloadTable.Of(known, caseloads);
            var words = CaseloadDefinition.Words;
            return format == ExportFormat.Csv
                ? gate.Show(OpenDataCsv.File(table))
                : gate.Show(OpenDataZip.File(
                    table, ExportNotes.Of([words.Population, words.Overdue, words.Week, .. words.Exclusions], $"on {English.Date(known.Day)}", known, complete,
                        exports.Value)));
        }

        var (freshness, caseload) = await requests.CountAsync(known, gate.Cases, cancellationToken);

        return gate.Show(TypedResults.Ok(new CaseloadAnswer(
            CaseloadDefinition.Words, known.At, freshness.KnownTo, freshness.Rules,
            caseload.Open, caseload.Overdue, caseload.OverdueWithExemption, caseload.CannotCompute, caseload.MedianDays, caseload.Oldest,
            caseload.Weeks, caseload.WaitingOn, caseload.Due)), caseload.Oldest?.Seen() ?? []);
    }
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="AsOf">The instant they speak of; its London day is the day of the caseload.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
public sealed record CaseloadAnswer(
    CaseloadDefinition Definition,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    int Open,
    int Overdue,
    int OverdueWithExemption,
    int CannotCompute,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? MedianDays,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] OldestRequest? Oldest,
    IReadOnlyList<OpenInWeek> Weeks,
    IReadOnlyList<WaitedOn> WaitingOn,
    IReadOnlyList<DueWithin> Due);
