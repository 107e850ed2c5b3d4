using Ehcp.Hosting.Health;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>Counts what waits, for the gauges, and says aloud when nothing leaves. It is no part of the relay, whose standing still it must see.</summary>
internal sealed class OutboxWatch : Pass
{
    // Longer than that a person need not wait for an alarm that is due; the relay says aloud that the database is away.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(5))
    {
        Deadline = TimeSpan.FromSeconds(20),
        LongestPause = TimeSpan.FromSeconds(5),
        Severity = LogLevel.Debug,
    };

    private readonly NpgsqlDataSource _database;
    private readonly OutboxMovement _movement;
    private readonly ILogger<OutboxWatch> _log;
    private bool _said;

    public OutboxWatch(NpgsqlDataSource database, OutboxMovement movement, TimeProvider clock, ILogger<OutboxWatch> log)
        : base("What waits in the outbox cannot be counted", "What waits in the outbox is counted again", Often, clock, log) =>
        (_database, _movement, _log) = (database, movement, log);

    /// <summary>Part of the readiness.</summary>
    internal static Task CheckAsync(OutboxMovement movement) =>
        movement.IsStuck ? throw new NotReadyException("no message has left it for a minute") : Task.CompletedTask;

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var count = _database.Sql(OutboxTable.Backlog);
            var backlog = await count.FirstOrNullAsync(
                row => new Backlog(row.Long("waiting"), row.Long("parked"), row.InstantOrNull("oldest"), row.LongOrNull("head")), cancellationToken);
            _movement.See(backlog!);
        }
        finally
        {
            Say();
        }

        return false;
    }

    private void Say()
    {
        switch (_said, _movement.IsStuck)
        {
            case (false, true):
                _log.LogError(
                    "Alarm: no message has left the outbox for a minute; {Waiting} wait, the oldest since {Oldest}. See the runbook",
                    _movement.Backlog?.Waiting, _movement.Backlog?.Oldest);
                break;
            case (true, false):
                _log.LogWarning("Messages leave the outbox again");
                break;
            default:
                return;
        }

        _said = !_said;
    }
}
