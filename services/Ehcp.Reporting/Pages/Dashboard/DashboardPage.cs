using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Alerts;
using Ehcp.Reporting.Figures.Benchmarks;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Figures.Completion;
using Ehcp.Reporting.Figures.Forecasts;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Pages.Lists;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Dashboard;

/// <param name="Authority">The one chosen in the address; null for all.</param>
/// <param name="Choices">Authorities with cases that the reader may see.</param>
/// <param name="Years">The newest years with plans, oldest first.</param>
/// <param name="WhatIf">What the oldest open requests would change if they were finished.</param>
/// <param name="Incomplete">Whether the figures have lacked events for longer than they may.</param>
/// <param name="SaysAlerts">Whether the Scheduler's address is set.</param>
/// <param name="Alerts">Null when it does not answer.</param>
/// <param name="Compared">Them beside what DfE published; null when it published nothing of these years.</param>
public sealed record DashboardModel(
    Authority? Authority, IReadOnlyList<Authority> Choices, DateOnly Today, Freshness Freshness, PlansIssuedRow ThisYear, IReadOnlyList<PlansIssuedRow> Years,
        OpenCaseload Queue, CurveModel Curve, YearForecast Forecast, Comparison? Compared, WhatIfForm WhatIf, bool MayListCases, bool OwnTeamOnly,
        bool Incomplete, bool SaysAlerts, AlertSummary? Alerts)
{
    /// <summary>The list behind a number; null for a reader who may not see cases.</summary>
    internal string? ListOf(string list, params (string Name, string? Value)[] others) =>
        MayListCases ? ListPage.PathOf(list, Authority?.OnsCode, others) : null;

    /// <summary>Figures as a file, with all that describes them.</summary>
    internal string FileOf(string figure, string? question = null) =>
        $"/v1/{figure}?format=zip{(question is null ? "" : $"&{question}")}{(Authority is null ? "" : $"&authority={Authority.OnsCode}")}";

    /// <summary>The plans behind a number of one year.</summary>
    internal string? PlansOf(string year, string list, string? exemption) =>
        ListOf(list, ("from", $"{year}-01-01"), ("to", $"{year}-12-31"), ("exemption", exemption));
}

/// <param name="Weeks">Empty when nothing was received.</param>
public sealed record CurveModel(int Requests, int StillOpen, int? MedianDays, IReadOnlyList<FinishedByWeek> Weeks);

/// <summary><c>GET /</c>: the figures on one page.</summary>
internal static class DashboardPage
{
    private const int YearsShown = 6;

    // The pace of years ago is not what a family meets today.
    private const int CurveDays = 730;

    /// <summary>What may stand in its address.</summary>
    internal static PageParameters Parameters { get; } = new(
        Asks.Authority, new("oldest", Takes.Text(), "How many of the oldest open requests to finish.", "10"));

    internal static async Task<RazorComponentResult> HandleAsync(
        string? authority, string? oldest, Passage gate, TwentyWeekRates rates, OpenRequests requests, RequestAges ages, YearForecasts forecasts,
            KnownAuthorities authorities, PublishedFigures published, WhatIfs whatIfs, Completeness completeness, SchedulerDoor scheduler, TimeProvider clock,
            CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(authority, asOf: null);
        if (parameters.Refusal is { } refusal)
        {
            return Refused.By(refusal);
        }

        var firstYear = new DateOnly(known.Day.Year - YearsShown + 1, 1, 1);
        var (_, years) = await rates.PlansIssuedAsync(new(firstYear, null, RateGrouping.Year, known), cancellationToken);
        var (freshness, queue) = await requests.CountAsync(known, gate.Cases, cancellationToken);
        var (_, _, forecast) = await forecasts.OfAsync(known, known.Day, cancellationToken);
        var mayList = gate.Cases.SeesAllOf(known.Authorities);
        var thisYear = known.Day.Year.ToString(CultureInfo.InvariantCulture);
        var page = new RazorComponentResult<DashboardView>(new
        {
            Model = new DashboardModel(
                string.IsNullOrEmpty(authority) ? null : Authorities.Find(authority),
                await authorities.ReadAsync(gate.Sight, cancellationToken),
                known.Day,
                freshness,
                years.Find(year => year.Group == thisYear) ?? PlansIssuedRow.None(thisYear),
                years,
                queue,
                await CurveAsync(),
                forecast,
                Comparison.Of(known.Authorities is [var only] ? Authorities.Find(only) : null, firstYear.Year, known.Day.Year, years, published),
                await WhatIfForm.AskAsync(oldest, known, whatIfs, gate, clock, cancellationToken),
                mayList,
                gate.Caller.Has(Scopes.ReadCases) && !mayList,
                !completeness.IsWell,
                scheduler.IsOn && known.Authorities is null or [_],
                scheduler.IsOn ? await AlertsAsync() : null),
        });
        return gate.Show(page, queue.Oldest?.Seen() ?? []);

        // Of one authority, or of every one: a reader of some is told nothing of the others.
        async Task<AlertSummary?> AlertsAsync() => known.Authorities switch
        {
            null => await scheduler.SummaryAsync(null, cancellationToken),
            [var one] => await scheduler.SummaryAsync(one, cancellationToken),
            _ => null,
        };

        async Task<CurveModel> CurveAsync()
        {
            var (_, tables) = await ages.ReadAsync(known, [new(known.Day) { ReceivedFrom = known.Day.AddDays(-CurveDays) }], cancellationToken);
            var table = tables[0];
            return new(
                table.Exits.Sum(age => age.Plans + age.OtherEnds + age.Open), table.Exits.Sum(age => age.Open),
                CompletionCurve.MedianDays(table, anyEnd: false), CompletionCurve.Of(table, anyEnd: false));
        }
    }
}
