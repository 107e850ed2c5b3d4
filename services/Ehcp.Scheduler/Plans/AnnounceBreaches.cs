using Ehcp.Contracts;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Changes;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>
/// Tells other systems of every breach, in the transaction that remembers it was told. Its end is told by <see cref="AlertPlans"/>, with the
/// fact that ends it.
/// </summary>
internal sealed class AnnounceBreaches(NpgsqlDataSource database, Outbox outbox)
{
    private const int SetSize = 1000;

    // Rows another scheduler or a fold is at are left to it, or to the next sweep.
    private const string Claim = """
        with due as (
            select authority, case_reference, milestone, clock from alert_plan
            where breach_at <= $1 order by breach_at limit $2
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
        var breaches = await ClaimAsync(connection, now, cancellationToken);
        if (breaches.Count == 0)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(connection);
        foreach (var breach in breaches)
        {
            batch.BatchCommands.Add(outbox.Insert(breach));
        }

        batch.BatchCommands.Add(ChangeTable.Insert(breaches.ConvertAll(Change.Of)));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Wake();
        return breaches.Count;
    }

    private static async Task<List<DeadlineBreached>> ClaimAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var claim = new NpgsqlCommand(Claim, connection) { Parameters = { new() { Value = now.ToUniversalTime() }, new() { Value = SetSize } } };
        await using var row = await claim.ExecuteReaderAsync(cancellationToken);
        var breaches = new List<DeadlineBreached>();
        while (await row.ReadAsync(cancellationToken))
        {
            breaches.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateOnly>(4)));
        }

        return breaches;
    }
}
