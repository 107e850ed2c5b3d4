using System.Data;
using Ehcp.Hosting.Telemetry;
using Ehcp.Messaging.Broker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>Takes committed rows to the broker. Any number may run: each claims rows that no other holds.</summary>
public sealed class OutboxRelay : BackgroundService
{
    // Bodies in memory at once, whatever the number of rows.
    private const int InFlightBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly NpgsqlDataSource _database;
    private readonly OutboxSender _sender;
    private readonly BrokerConnection _broker;
    private readonly OutboxSignal _signal;
    private readonly OutboxBacklog _backlog;
    private readonly OutboxSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxRelay> _log;
    private readonly Outage _outage;

    internal OutboxRelay(
        NpgsqlDataSource database, OutboxSender sender, BrokerConnection broker, OutboxSignal signal, OutboxBacklog backlog,
        IOptions<OutboxSettings> settings, TimeProvider clock, ILogger<OutboxRelay> log)
    {
        (_database, _sender, _broker, _signal, _backlog) = (database, sender, broker, signal, backlog);
        (_settings, _clock, _log) = (settings.Value, clock, log);
        _outage = new Outage(clock, log, "The broker or the outbox's database");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        for (var troubles = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                // First: the alarm on what waits must go off just when nothing can be delivered.
                await _backlog.RefreshAsync(stoppingToken);
                var delivered = await DeliverBatchAsync(stoppingToken);
                troubles = 0;
                _outage.End();
                if (delivered < _settings.BatchSize)
                {
                    await _signal.WaitAsync(Jitter.Around(_settings.PollInterval), _clock, stoppingToken);
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _outage.Begin("messages wait in the outbox", exception);
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, troubles++), LongestPause.TotalSeconds));
                await Task.Delay(Jitter.Around(pause), _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One pass: claims rows, publishes them with many confirms in flight, deletes the confirmed and puts off the refused.</summary>
    /// <returns>How many the broker confirmed.</returns>
    /// <exception cref="BrokerAwayException">No broker. Whatever it had confirmed before is deleted; no attempt is counted.</exception>
    public async Task<int> DeliverBatchAsync(CancellationToken cancellationToken)
    {
        var lost = await ReadyAsync(cancellationToken);
        using var pass = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var sent = await PublishClaimedAsync(connection, pass.Token);
        await SettleAsync(connection, sent);
        await transaction.CommitAsync(CancellationToken.None);
        if (sent.FirstOrDefault(row => row.Trouble is not null).Trouble is { } trouble)
        {
            throw new BrokerAwayException("The broker did not confirm in time.", trouble);
        }

        return sent.Count(row => row.Confirmed);
    }

    private async Task<CancellationToken> ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(_settings.PublishTimeout, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            return await _broker.ReadyAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerAwayException("The broker does not answer.", exception);
        }
    }

    private async Task<Sent[]> PublishClaimedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var publishing = new List<Task<Sent>>();
        await using var claim = new NpgsqlCommand(OutboxTable.Claim, connection)
        {
            Parameters = { new() { Value = _clock.GetUtcNow() }, new() { Value = _settings.BatchSize } },
        };
        await using var rows = await claim.ExecuteReaderAsync(cancellationToken);
        for (var inFlight = 0; await rows.ReadAsync(cancellationToken);)
        {
            var row = Read(rows);
            publishing.Add(_sender.SendAsync(row, cancellationToken));
            inFlight += row.Body.Length;
            if (inFlight > InFlightBytes)
            {
                await Task.WhenAll(publishing);
                inFlight = 0;
            }
        }

        return await Task.WhenAll(publishing);
    }

    private static OutboxMessage Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        MessageId = row.GetGuid(1),
        Type = row.GetString(2),
        Body = row.GetFieldValue<byte[]>(3),
        Headers = row.GetString(4),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
        Attempts = row.GetInt32(6),
    };

    // Not cancelled by a stop: what the broker has confirmed would be sent again.
    private async Task SettleAsync(NpgsqlConnection connection, Sent[] sent)
    {
        var confirmed = sent.Where(row => row.Confirmed).Select(row => row.Id).ToArray();
        var refused = sent.Where(row => row.Refusal is not null).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        if (confirmed.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(OutboxTable.DeleteConfirmed) { Parameters = { new() { Value = confirmed } } });
        }

        if (refused.Length > 0)
        {
            batch.BatchCommands.Add(Refusals(refused));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private NpgsqlBatchCommand Refusals(Sent[] refused)
    {
        _broker.DeclareAgain();
        var now = _clock.GetUtcNow();
        var parked = refused.Where(row => row.Attempts + 1 >= _settings.MaxAttempts).ToArray();
        foreach (var row in parked)
        {
            _log.LogError("Outbox row {Id}, message {MessageId} of {Type}, is parked after {Attempts} attempts: {Refusal}",
                row.Id, row.MessageId, row.Type, row.Attempts + 1, row.Refusal);
        }

        if (refused.Length > parked.Length)
        {
            _log.LogWarning("{Count} outbox rows are put off. {Refusal}", refused.Length - parked.Length, refused.Except(parked).First().Refusal);
        }

        return new NpgsqlBatchCommand(OutboxTable.MarkRefused)
        {
            Parameters =
            {
                new() { Value = refused.Select(row => row.Id).ToArray() },
                new() { Value = refused.Select(row => row.Refusal).ToArray() },
                new() { Value = refused.Select(row => now + Pause(row.Attempts)).ToArray() },
                new() { Value = refused.Select(row => parked.Contains(row) ? now : (DateTimeOffset?)null).ToArray() },
            },
        };
    }

    private static TimeSpan Pause(int attempts) => Jitter.Around(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts), 300)));
}

/// <summary>The broker could not be reached, or did not confirm.</summary>
public sealed class BrokerAwayException(string message, Exception inner) : Exception(message, inner);
