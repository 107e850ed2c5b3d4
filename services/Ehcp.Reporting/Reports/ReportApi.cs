using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Reports;

/// <summary>The routes of reports: making one, opening one again, and which there are.</summary>
internal static class ReportApi
{
    public sealed record MakeQuery(
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "month")] DateOnly? Month,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "dryRun")] bool? DryRun);

    internal static void MapReports(this WebApplication app)
    {
        app.MapPost("/v1/reports", MakeAsync).Gate(Scopes.ReadFigures).Acts("make-report").Describes(ReportTexts.Make);
        app.MapGet("/v1/reports", ListAsync).Gate(Scopes.ReadFigures).ShowsNoCase().Describes(ReportTexts.List);
        app.MapGet("/v1/reports/{number}", ReadAsync).Gate(Scopes.ReadFigures).OrDeveloper().ShowsNoCase().Describes(ReportTexts.Read);
    }

    /// <summary>As known when a report may be made: at the instant asked for, at the latest at the last of which every event is known. Null: not yet.</summary>
    internal static async Task<AsKnown?> FinalAsync(AsKnown known, MakeReports reports, CancellationToken cancellationToken) =>
        await reports.CompleteToAsync(known, cancellationToken) is { } complete && (known.IsNow || known.At <= complete)
            ? known with { At = known.IsNow && complete < known.At ? complete : known.At, IsNow = false }
            : null;

    private static async Task<Results<Ok<ReportAnswer>, Created<ReportAnswer>, ProblemHttpResult>> MakeAsync(
        [AsParameters] MakeQuery query, Passage gate, MakeReports reports, ReportTable table, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        var month = ReadMeasures.Month(parameters, query.Month, known);
        if (string.IsNullOrEmpty(query.Authority))
        {
            parameters.Refuse("authority", "Must be given: a report is of one authority.");
        }

        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await FinalAsync(known, reports, cancellationToken) is not { } final)
        {
            return ProblemCatalogue.NotComplete.Answer();
        }

        var content = await reports.OfAsync(month, final, cancellationToken);
        if (query.DryRun ?? false)
        {
            return TypedResults.Ok(new ReportAnswer(null, content));
        }

        var head = await table.KeepAsync(month, content, clock.GetUtcNow(), gate.Caller.Name, cancellationToken);
        return gate.Did(
            TypedResults.Created($"/v1/reports/{head.Number}", new ReportAnswer(head, content)), [$"report {head.Number}"], content.Authority);
    }

    private static async Task<Results<Ok<IReadOnlyList<ReportHead>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "authority")] string? authority, int? limit, long? after, Passage gate, ReportTable table, TimeProvider clock, HttpContext context,
        CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(authority, asOf: null);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var most = limit ?? ReportTable.Usual;
        var found = await table.OfAsync(known.Authorities, after ?? long.MaxValue, most + 1, cancellationToken);
        var (page, next) = PageKey.Page(found, most, report => report.Number);
        if (next is { } last)
        {
            NextPage.Link(context, $"{last}");
        }

        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<ReportAnswer>, FileContentHttpResult, ProblemHttpResult>> ReadAsync(
        long number, [FromQuery(Name = "format")] string? format, Passage gate, ReportTable table, CancellationToken cancellationToken)
    {
        // One of another authority looks like none.
        if (await table.FindAsync(number, cancellationToken) is not { } report || !gate.Sight.SeesSomeOf(report.Head.Authority))
        {
            return ProblemCatalogue.UnknownReport.Answer();
        }

        return ReadMeasures.Formats.GetValueOrDefault(format ?? "json") == ExportFormat.Csv
            ? TypedResults.File(ReportCsv.Of(report.Head, report.Content), "text/csv; charset=utf-8", $"ehcp-report-{report.Head.Number}.csv")
            : TypedResults.Ok(new ReportAnswer(report.Head, report.Content));
    }
}
