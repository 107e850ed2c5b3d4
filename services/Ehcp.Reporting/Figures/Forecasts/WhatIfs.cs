using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>What is known now of a year's plans and of the open requests.</summary>
/// <param name="Open">By day of receipt, those that cannot be measured last.</param>
/// <param name="Known">Of the cases asked for, those there are that the reader may see, with their teams.</param>
internal sealed record WhatIfKnown(Freshness Freshness, RateOfYear All, RateOfYear ExcludingExemptions, List<OpenRequest> Open, IReadOnlyDictionary<string,
    string?> Known)
{
    internal IEnumerable<OpenRequest> Oldest => Open.Where(request => request.ReceivedOn is not null);
}

/// <summary>Reads it, all in one snapshot, so that what is finished is counted once.</summary>
internal sealed class WhatIfs(FigureReader figures, TwentyWeekRates rates, IOptions<MeasureSettings> settings)
{
    private const string OpenSql = """
        select authority, case_reference, request_id, case when last_day is not null then received_on end as counted_from, last_day, exemption_claimed, team,
               case when last_day is null then coalesce(cannot_compute_because, 'Its date of receipt cannot be used.') end as why_not,
               after_mediation_or_tribunal
        from requests_open(@known_at, @authorities, @day)
        order by counted_from nulls last, authority collate "C", case_reference collate "C", request_id collate "C"
        """;

    private static string KnownSql(Sight sight) => $"""
        select distinct case_reference, team from requests_known(@known_at, @authorities)
        where case_reference = any(@cases) and {sight.Where()}
        """;

    internal async Task<WhatIfKnown> ReadAsync(AsKnown known, int year, string[] cases, Sight sight, CancellationToken cancellationToken)
    {
        var plans = rates.PlansIssued(new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), RateGrouping.All, known));
        var open = new List<OpenRequest>();
        var there = new Dictionary<string, string?>(StringComparer.Ordinal);
        var freshness = await figures.ReadAsync(
            known,
            [new("cases", cases), .. sight.Parameters()],
            cancellationToken,
            [
                .. plans.Readings,
                new(OpenSql, row => open.Add(new(
                    row.Text("authority"), row.Text("case_reference"), row.Text("request_id"), row.DayOrNull("counted_from"), row.DayOrNull("last_day"),
                    row.Flag("exemption_claimed"), row.TextOrNull("team"), row.TextOrNull("why_not"),
                    IsLeftOut: row.Flag("after_mediation_or_tribunal") && settings.Value.LeavesOutDisputed))),
                new(KnownSql(sight), row => there[row.Text("case_reference")] = row.TextOrNull("team")),
            ]);
        var sent = plans.Rows()[0];
        return new(
            freshness, RateOfYear.Of(sent.PlansIssued, sent.WithinTwentyWeeks),
            RateOfYear.Of(sent.PlansIssuedExcludingExemptions, sent.WithinTwentyWeeksExcludingExemptions), open, there);
    }
}
