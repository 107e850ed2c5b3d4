using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Changes;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>
/// Tells other systems of every breach, in the transaction that remembers it was told. Its end is told by <see cref="AlertPlans"/>, with the
/// fact that ends it.
/// </summary>
internal sealed class AnnounceBreaches(NpgsqlDataSource database, Outbox outbox, LawInForce law)
{
    private const int SetSize = 1000;

    // Rows another scheduler or a fold is at are left to it, or to the next sweep.
    private const string Claim = """
        with due as (
            select authority, case_reference, milestone, clock from alert_plan
            where breach_at <= @now order by breach_at limit @most
            for update skip locked)
        update alert_plan as plan set breach_at = null from due
        where (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (due.authority, due.case_reference, due.milestone, due.clock)
        returning plan.authority, plan.case_reference, plan.milestone, plan.clock, plan.last_day
        """;

    /// <returns>How many breaches were announced.</returns>
    internal async Task<int> AnnounceAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (announced, set) = (0, SetSize);
        while (set == SetSize)
        {
            set = await AnnounceSetAsync(now, cancellationToken);
            announced += set;
        }

        return announced;
    }

    private async Task<int> AnnounceSetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var breaches = await ClaimAsync(connection, law.Current.Calendar, now, cancellationToken);
        if (breaches.Count == 0)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(connection);
        AnnouncedBreaches.Add(batch, outbox, cleared: [], breaches);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Wake();
        return breaches.Count;
    }

    private static async Task<List<DeadlineBreached>> ClaimAsync(
        NpgsqlConnection connection, WorkingDays calendar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var claim = connection.Sql(Claim).With("now", now).With("most", SetSize);
        return await claim.ListAsync(
            row => new DeadlineBreached(
                row.Text("authority"), row.Text("case_reference"), row.Text("milestone"), row.Text("clock"), row.Day("last_day"),
                calendar.OperationalDate(row.Day("last_day"))),
            cancellationToken);
    }
}
