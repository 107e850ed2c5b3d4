using System.Collections.Concurrent;
using System.Globalization;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Ehcp.Hosting.Telemetry;
using Ehcp.Scheduler.Changes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>
/// Tells webhooks what changed, each in the order of the feed and none waiting for another. Of all processes one at a time delivers to a webhook: it holds the
/// webhook's turn. A webhook goes on only after an answer of 2xx, so a process that is killed before it has written that down tells it again.
/// </summary>
internal sealed class DeliverWebhooks(
    NpgsqlDataSource database, SendDelivery send, SecretBox secrets, StoppedWebhooks stopped, OutgoingCases outgoing, WebhookTelemetry telemetry,
    LawInForce law, IOptions<WebhookSettings> settings, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DeliverWebhooks> log)
    : Pass("Webhooks are not told of changes and wait", "Webhooks are told of changes again", Often, clock, log)
{
    internal const int SetSize = 100;

    /// <summary>As many are told at the same time by one process.</summary>
    internal const int MostAtOnce = 16;

    // Then another process may take over, and whoever changes the webhook need not wait.
    private const int MostSets = 100;

    private static readonly Pace Often = new(TimeSpan.FromSeconds(1));
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private Exception? _failure;

    /// <summary>How long it waits after so many failures in a row: five seconds, doubled each time, an hour at most; up to a fifth of it is chance.</summary>
    internal static TimeSpan PauseAfter(int failures)
    {
        var doubled = ShortestPause * Math.Pow(2, Math.Min(failures - 1, 20));
        return Jitter.UpTo(doubled < LongestPause ? doubled : LongestPause);
    }

    /// <summary>One pass, with all that it began.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await RunAsync(cancellationToken);
        await Task.WhenAll(_running.Values);
    }

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            throw new InvalidOperationException("A delivery could not be written down.", failure);
        }

        // Those that are being told are due too, until what they took is written down.
        foreach (var id in await DeliveryTable.DueAsync(database, _clock.GetUtcNow(), MostAtOnce + _running.Count, cancellationToken))
        {
            if (_running.Count < MostAtOnce)
            {
                var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_running.TryAdd(id, begun.Task))
                {
                    _ = Task.Run(() => DeliverAsync(id, begun, lifetime.ApplicationStopping), CancellationToken.None);
                }
            }
        }

        return false;
    }

    private async Task DeliverAsync(long id, TaskCompletionSource begun, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var turn = string.Create(CultureInfo.InvariantCulture, $"webhook.{id}");
            if (await Turn.TryHoldAsync(connection, turn, cancellationToken))
            {
                for (var set = 0; set < MostSets && await DeliverSetAsync(connection, id, cancellationToken); set++)
                {
                }

                await Turn.ReleaseAsync(connection, turn, cancellationToken);
            }
        }
        catch (Exception failure)
        {
            // A connection that is closed gives its turns back.
            if (!cancellationToken.IsCancellationRequested)
            {
                _failure = failure;
            }
        }
        finally
        {
            _running.TryRemove(id, out _);
            begun.SetResult();
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> DeliverSetAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        if (await DeliveryTable.FindAsync(connection, id, _clock.GetUtcNow(), cancellationToken) is not { } webhook)
        {
            return false;
        }

        var (changes, newest) = await DeliveryTable.PageAsync(
            connection, webhook, SetSize, law.Current.Calendar.OperationalDate, cancellationToken);
        if (changes.Count == 0)
        {
            await DeliveryTable.TookAsync(connection, webhook, newest, hasTold: false, _clock.GetUtcNow(), cancellationToken);
            return false;
        }

        byte[]?[] keys = [secrets.Open(webhook.Secret, webhook.Url), webhook.FormerSecret is { } former ? secrets.Open(former, webhook.Url) : null];
        var answer = keys[0] is null
            ? new DeliveryAnswer("Its secret cannot be read with the keys of this service.")
            : await SendAsync(webhook, changes, keys.OfType<byte[]>(), cancellationToken);
        if (answer.Trouble is { } trouble)
        {
            await FailAsync(connection, webhook, trouble, answer.IsGone, cancellationToken);
            return false;
        }

        await DeliveryTable.TookAsync(
            connection, webhook, changes.Count < SetSize ? newest : changes[^1].Position, hasTold: true, _clock.GetUtcNow(), cancellationToken);
        telemetry.Took(changes.Count);
        return changes.Count == SetSize;
    }

    private async Task<DeliveryAnswer> SendAsync(
        DueWebhook webhook, List<CaseChange> changes, IEnumerable<byte[]> keys, CancellationToken cancellationToken)
    {
        await outgoing.WriteAsync(
            $"webhook:{webhook.Id}", "changes", changes.Select(change => Seen.Case(change.Authority, change.CaseReference)), cancellationToken);

        // The same changes told again have the same id, so that a receiver can leave out what it has.
        var messageId = string.Create(CultureInfo.InvariantCulture, $"msg_{webhook.Id}_{changes[^1].Position}");
        return await send.SendAsync(webhook.Url, messageId, ChangeEvents.Of(changes), keys, cancellationToken);
    }

    private async Task FailAsync(NpgsqlConnection connection, DueWebhook webhook, string trouble, bool isGone, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var stops = isGone || now - (webhook.FailingSince ?? now) >= settings.Value.GiveUpAfter;
        await using (var batch = new NpgsqlBatch(connection))
        {
            batch.BatchCommands.Add(DeliveryTable.Fails(webhook, trouble, now, now + PauseAfter(webhook.Failures + 1), stops));
            if (stops)
            {
                batch.BatchCommands.Add(stopped.Mails(webhook, trouble, now));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        telemetry.Failed(stops);
        if (stops)
        {
            log.LogError("Webhook {Webhook} is told nothing any more, until somebody starts it again: {Trouble}", webhook.Id, trouble);
        }
        else if (webhook.Failures == 0)
        {
            log.LogWarning("Webhook {Webhook} does not take what changed, and is tried again: {Trouble}", webhook.Id, trouble);
        }
    }
}
