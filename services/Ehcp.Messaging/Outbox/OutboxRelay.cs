using System.Data;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Ehcp.Hosting.Telemetry;
using Ehcp.Messaging.Broker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>Takes committed rows to the broker. Any number may run: each claims rows that no other holds.</summary>
public sealed class OutboxRelay : Pass
{
    // Bodies in memory at once, whatever the number of rows.
    private const int InFlightBytes = 16 * 1024 * 1024;

    // A queue that takes nothing takes everything as soon as it is mended: its rows must not have learnt to wait long.
    private static readonly TimeSpan WhileFull = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly OutboxSender _sender;
    private readonly BrokerConnection _broker;
    private readonly BusRescue _rescue;
    private readonly OutboxSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxRelay> _log;
    private readonly Outage _refusing;

    internal OutboxRelay(
        NpgsqlDataSource database, OutboxSender sender, BrokerConnection broker, BusRescue rescue, OutboxSignal signal,
        IOptions<OutboxSettings> settings, TimeProvider clock, ILogger<OutboxRelay> log)
        : base(
            "The broker or the outbox's database is away; messages wait in the outbox", "The broker or the outbox's database is back",
            new Pace(settings.Value.PollInterval) { Deadline = settings.Value.LongestPass }, clock, log, signal)
    {
        (_database, _sender, _broker, _rescue) = (database, sender, broker, rescue);
        (_settings, _clock, _log) = (settings.Value, clock, log);
        _refusing = new Outage(clock, log, "The broker refuses messages; they are put off", "The broker takes every message again");
    }

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DeliverBatchAsync(cancellationToken) >= _settings.BatchSize;
        }
        catch (BrokerAwayException away) when (away.InnerException is BrokerSilentException)
        {
            await _rescue.JudgeAsync(cancellationToken);
            throw;
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
        if (TroubleOf(sent) is { } trouble)
        {
            throw new BrokerAwayException("The broker did not confirm in time.", trouble);
        }

        return sent.Count(row => row.Confirmed);
    }

    // That it was silent to one says more than that the connection of another broke.
    private static Exception? TroubleOf(Sent[] sent)
    {
        var troubles = sent.Where(row => row.Trouble is not null).Select(row => row.Trouble);
        return troubles.FirstOrDefault(trouble => trouble is BrokerSilentException) ?? troubles.FirstOrDefault();
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
        var began = _clock.GetTimestamp();
        await using var claim = connection.Sql(OutboxTable.Claim).With("now", _clock.GetUtcNow()).With("most", _settings.BatchSize);
        await using var rows = await claim.RowsAsync(cancellationToken);
        for (var inFlight = 0; await rows.NextAsync(cancellationToken);)
        {
            var row = Read(rows);
            publishing.Add(_sender.SendAsync(row, cancellationToken));
            inFlight += row.Body.Length;
            if (inFlight > InFlightBytes)
            {
                await Task.WhenAll(publishing);
                inFlight = 0;
                if (_clock.GetElapsedTime(began) > _settings.PublishTimeout)
                {
                    break; // a slow broker: what it has taken is settled before the rest is begun
                }
            }
        }

        return await Task.WhenAll(publishing);
    }

    private static OutboxMessage Read(Rows row) => new()
    {
        Id = row.Long("id"),
        MessageId = row.Id("message_id"),
        Type = row.Text("type"),
        Body = row.Bytes("body"),
        Headers = row.Text("headers"),
        CreatedAt = row.Instant("created_at"),
        Attempts = row.Int("attempts"),
    };

    // Not cancelled by a stop: what the broker has confirmed would be sent again.
    private async Task SettleAsync(NpgsqlConnection connection, Sent[] sent)
    {
        var confirmed = sent.Where(row => row.Confirmed).Select(row => row.Id).ToArray();
        var refused = sent.Where(row => row.Refusal is not null).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        if (confirmed.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(OutboxTable.DeleteConfirmed).With("ids", confirmed));
        }

        if (refused.Length > 0)
        {
            batch.BatchCommands.Add(Refusals(refused));
        }
        else if (confirmed.Length > 0)
        {
            _refusing.End();
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
        var parked = refused.Where(row => !row.Full && row.Attempts + 1 >= _settings.MaxAttempts).ToArray();
        foreach (var row in parked)
        {
            _log.LogError("Outbox row {Id}, message {MessageId} of {Type}, is parked after {Attempts} attempts: {Refusal}",
                row.Id, row.MessageId, row.Type, row.Attempts + 1, row.Refusal);
        }

        if (refused.Length > parked.Length)
        {
            _refusing.Begin(new InvalidOperationException(refused.Except(parked).First().Refusal));
        }

        return new NpgsqlBatchCommand(OutboxTable.MarkRefused).With(RowSet.Of(refused)
            .With("id", row => row.Id)
            .With("counts", row => row.Full ? 0 : 1)
            .With("error", row => row.Refusal)
            .With("not_before", row => now + (row.Full ? Jitter.Around(WhileFull) : Pause(row.Attempts)))
            .With("parked_at", row => parked.Contains(row) ? now : (DateTimeOffset?)null));
    }

    private static TimeSpan Pause(int attempts) => Jitter.Around(TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts), 300)));
}
