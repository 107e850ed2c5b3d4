using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Digests;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>
/// Whether the morning digest of the last working day was planned: by eight o'clock it has to be, whether anything was due or not. Nothing yet is not late:
/// a Scheduler that starts, or hears of its first case, during the day has five minutes for it, and one that starts in the evening is not to blame for the day.
/// </summary>
internal sealed class DigestPunctuality(NpgsqlDataSource database, AlertPolicies policies, SweepAge sweeps, TimeProvider clock)
{
    internal const string OnTime = "on time";
    internal const string Late = "late";
    internal const string Off = "off";

    /// <summary>Several sweeps: the first of them plans it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Expected = TimeSpan.FromHours(8);
    private static readonly TimeSpan Closes = TimeSpan.FromHours(18);

    private const string Select = $"""
        select (select max(day) from digest) as last_on, (select completed_at from sweep where name = '{MorningDigest.NoCaseYet}') as empty_at,
            exists (select from case_timeline) as any_case
        """;

    internal async Task<(string State, DateOnly? LastOn)> AskAsync(CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Select);
        await using var row = await select.RowsAsync(cancellationToken);
        await row.NextAsync(cancellationToken);
        var (last, emptyAt) = (row.DayOrNull("last_on"), row.InstantOrNull("empty_at"));
        return (!policies.HasDigest ? Off : row.Flag("any_case") && IsLate(last, emptyAt) ? Late : OnTime, last);
    }

    // On no working day do the clocks change, so that its hours count from its start.
    private bool IsLate(DateOnly? last, DateTimeOffset? emptyAt)
    {
        var now = clock.GetUtcNow();
        var today = LondonCalendar.DayOf(now);
        var due = policies.Calendar.IsWorkingDay(today) && now >= LondonCalendar.StartOf(today) + Expected ? today : policies.Calendar.Add(today, -1);
        var start = LondonCalendar.StartOf(due);
        DateTimeOffset[] reasons = [start + Expected, sweeps.StartedAt + Grace, (emptyAt ?? DateTimeOffset.MinValue) + Grace];
        var expectedAt = reasons.Max();
        return !(last >= due) && now >= expectedAt && expectedAt < start + Closes;
    }
}
