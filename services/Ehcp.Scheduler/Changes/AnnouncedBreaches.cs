using Ehcp.Contracts;
using Ehcp.Messaging.Outbox;
using Npgsql;

namespace Ehcp.Scheduler.Changes;

/// <summary>The one way that a breach, or its end, is announced: to whoever listens at the broker, and in the feed.</summary>
internal static class AnnouncedBreaches
{
    /// <summary>Adds the announcements to the caller's batch, in the transaction that makes them true. Those that end come first.</summary>
    internal static void Add(NpgsqlBatch batch, Outbox outbox, IReadOnlyList<BreachCleared> cleared, IReadOnlyList<DeadlineBreached> breached)
    {
        foreach (var breach in cleared)
        {
            batch.BatchCommands.Add(outbox.Insert(breach));
        }

        foreach (var breach in breached)
        {
            batch.BatchCommands.Add(outbox.Insert(breach));
        }

        batch.BatchCommands.Add(ChangeTable.Insert([.. cleared.Select(Change.Of), .. breached.Select(Change.Of)]));
    }
}
