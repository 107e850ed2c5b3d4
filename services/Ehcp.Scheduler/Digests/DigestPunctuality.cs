using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Digests;

/// <summary>Whether the morning digest of the last working day was planned: by eight o'clock it has to be, whether anything was due or not.</summary>
internal sealed class DigestPunctuality(NpgsqlDataSource database, AlertPolicies policies, TimeProvider clock)
{
    internal const string OnTime = "on time";
    internal const string Late = "late";
    internal const string Off = "off";

    private static readonly TimeOnly Expected = new(8, 0);
    private static readonly TimeOnly Closes = new(18, 0);

    internal async Task<(string State, DateOnly? LastOn)> AskAsync(CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand("select max(day) from digest");
        DateOnly? last = await select.ExecuteScalarAsync(cancellationToken) is DateOnly day ? day : null;
        return (policies.HasDigest ? IsLate(last) ? Late : OnTime : Off, last);
    }

    // A new installation has had no working morning yet: until its first, an evening is not late.
    private bool IsLate(DateOnly? last)
    {
        var london = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), LondonCalendar.Zone).DateTime;
        var (today, time) = (DateOnly.FromDateTime(london), TimeOnly.FromDateTime(london));
        var due = WorkingDays.England.IsWorkingDay(today) && time >= Expected;
        return last is null ? due && time < Closes : last < (due ? today : WorkingDays.England.Add(today, -1));
    }
}
