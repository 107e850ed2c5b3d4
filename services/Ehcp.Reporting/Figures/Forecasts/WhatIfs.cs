using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>What is known now of a year's plans and of the open requests.</summary>
/// <param name="Open">By day of receipt, those that cannot be measured last.</param>
/// <param name="Known">Of the cases asked for, those there are that the reader may see, with their teams.</param>
internal sealed record WhatIfKnown(Freshness Freshness, RateOfYear All, RateOfYear ExcludingExemptions, List<OpenRequest> Open, IReadOnlyDictionary<string, string?> Known)
{
    internal IEnumerable<OpenRequest> Oldest => Open.Where(request => request.ReceivedOn is not null);
}

/// <summary>Reads it, all in one snapshot, so that what is finished is counted once.</summary>
internal sealed class WhatIfs(FigureReader figures, TwentyWeekRates rates, IOptions<MeasureSettings> settings)
{
    private const string OpenSql = $$"""
        select authority, case_reference, request_id, case when received_on_usable and cannot_compute_because is null then received_on end, exemption_claimed, team,
               case when received_on is null or not received_on_usable or cannot_compute_because is not null
                    then coalesce(cannot_compute_because, 'Its date of receipt cannot be used.') end,
               after_mediation_or_tribunal
        from known_request
        where {0} and {{OpenRequests.IsOpenSql}}
        order by 4 nulls last, authority, case_reference, request_id
        """;

    private const string KnownSql = "select distinct case_reference, team from known_request where {0} and case_reference = any(@cases) and {1}";

    internal async Task<WhatIfKnown> ReadAsync(AsKnown known, int year, string[] cases, Sight sight, CancellationToken cancellationToken)
    {
        var plans = rates.PlansIssued(new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), RateGrouping.All, known));
        var open = new List<OpenRequest>();
        var there = new Dictionary<string, string?>(StringComparer.Ordinal);
        var freshness = await figures.ReadAsync(
            known,
            [.. plans.Parameters, new("cases", cases), .. sight.Parameters()],
            cancellationToken,
            [
                .. plans.Readings,
                Of(OpenSql, row => open.Add(new(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3), row.GetBoolean(4),
                    row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), IsLeftOut: settings.Value.LeavesOutDisputed && row.GetBoolean(7)))),
                Of(KnownSql, row => there[row.GetString(0)] = row.IsDBNull(1) ? null : row.GetString(1)),
            ]);
        var sent = plans.Rows()[0];
        return new(
            freshness, RateOfYear.Of(sent.PlansIssued, sent.WithinTwentyWeeks),
            RateOfYear.Of(sent.PlansIssuedExcludingExemptions, sent.WithinTwentyWeeksExcludingExemptions), open, there);

        Reading Of(string sql, Action<Npgsql.NpgsqlDataReader> row) => new(sql.Replace("{0}", known.Rows, StringComparison.Ordinal).Replace("{1}", sight.Where(), StringComparison.Ordinal), row);
    }
}
