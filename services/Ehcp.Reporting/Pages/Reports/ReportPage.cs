using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Reports;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Reports;

/// <param name="Content">Null where there is none to show: no authority chosen, or nothing is known to be complete.</param>
/// <param name="Head">Null of a report that is not kept.</param>
/// <param name="Choices">Authorities with cases that the reader may see.</param>
/// <param name="Kept">Reports there are, newest first.</param>
/// <param name="MayKeep">Whether somebody is signed in who may keep it.</param>
public sealed record ReportModel(
    ReportContent? Content, ReportHead? Head, Authority? Authority, DateOnly Month, IReadOnlyList<Authority> Choices, IReadOnlyList<ReportHead> Kept,
    bool MayKeep)
{
    /// <summary>Months that can be asked for, the newest first.</summary>
    internal IEnumerable<DateOnly> Months(int count) => Enumerable.Range(0, count).Select(back => Newest.AddMonths(-back));

    internal DateOnly Newest { get; init; }
}

/// <summary>A report on one sheet: <c>GET /reports</c> as it would be, <c>POST /reports</c> keeps it, <c>GET /reports/{number}</c> as it was.</summary>
internal static class ReportPage
{
    /// <summary>What may stand in its address.</summary>
    internal static PageParameters Parameters { get; } = new(
        Asks.Authority, Asks.Day("month", "Any day of the month. Without it, the last month that is over.", "2026-04-01"));

    internal static string PathOf(long number) => $"{Paths.Reports}/{number}";

    internal static async Task<RazorComponentResult> TryAsync(
        string? authority, DateOnly? month, Passage gate, HttpContext context, MakeReports reports, ReportTable table, KnownAuthorities authorities,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(authority, asOf: null);
        var first = ReadMeasures.Month(parameters, month, known);
        if (parameters.Refusal is { } refusal)
        {
            return Refused.By(refusal);
        }

        var choices = await authorities.ReadAsync(gate.Sight, cancellationToken);
        var only = known.Authorities is [var code] ? Authorities.Find(code) : choices is [var one] ? one : null;
        var final = only is null ? null : await ReportApi.FinalAsync(known with { Authorities = [only.OnsCode] }, reports, cancellationToken);
        return new RazorComponentResult<ReportView>(new
        {
            Model = new ReportModel(
                final is null ? null : await reports.OfAsync(first, final, cancellationToken), null, only, first, choices,
                await table.OfAsync(only is null ? known.Authorities : [only.OnsCode], long.MaxValue, ReportTable.Usual, cancellationToken),
                IsSignedIn(context))
            {
                Newest = known.Day.AddDays(1 - known.Day.Day),
            },
        });
    }

    internal static async Task<Results<RedirectHttpResult, RazorComponentResult>> KeepAsync(
        HttpContext context, Passage gate, IAntiforgery antiforgery, MakeReports reports, ReportTable table, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Refusal(StatusCodes.Status400BadRequest, "No report was kept",
                "The button was not pressed on a page of this service. Go back, reload the page and try again.");
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var parameters = new FigureParameters(gate.Sight, clock);
        var asOf = Instants.TryRead(form["asOf"].ToString(), out var instant) ? instant : (DateTimeOffset?)null;
        var known = parameters.AsKnown(form["authority"], asOf);
        var month = ReadMeasures.Month(parameters, DateOnly.TryParseExact(form["month"], "yyyy-MM-dd", out var day) ? day : null, known);
        if (parameters.Refusal is { } refusal)
        {
            return Refused.By(refusal);
        }

        if (known.Authorities is not [_] || await ReportApi.FinalAsync(known, reports, cancellationToken) is not { } final)
        {
            return Refusal(StatusCodes.Status409Conflict, "No report was kept",
                "It is of one authority, and of an instant of which every event is known. Go back and try again.");
        }

        var content = await reports.OfAsync(month, final, cancellationToken);
        var head = await table.KeepAsync(month, content, clock.GetUtcNow(), gate.Caller.Name, cancellationToken);
        return gate.Did(TypedResults.Redirect(PathOf(head.Number)), [$"report {head.Number}"], content.Authority);
    }

    internal static async Task<RazorComponentResult> OpenAsync(long number, Passage gate, ReportTable table, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(number, cancellationToken) is not { } report || !gate.Sight.SeesSomeOf(report.Head.Authority))
        {
            return Refusal(StatusCodes.Status404NotFound, "No such report",
                "There is no report with this number, or it is of an authority that you may not see.");
        }

        return new RazorComponentResult<ReportView>(new
        {
            Model = new ReportModel(report.Content, report.Head, Authorities.Find(report.Head.Authority), default, [], [], MayKeep: false),
        });
    }

    private static bool IsSignedIn(HttpContext context) => context.User.Identity?.AuthenticationType == Session.Scheme;

    private static RazorComponentResult<Refused> Refusal(int status, string heading, string reason) =>
        new(new { Heading = heading, Reason = reason }) { StatusCode = status };
}
