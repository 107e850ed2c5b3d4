using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>What a person may do with parked rows. Every act leaves an audit line with the name of who did it.</summary>
public sealed class OutboxAdmin(NpgsqlDataSource database, Outbox outbox, ILogger<OutboxAdmin> log)
{
    /// <summary>A row that was given up.</summary>
    public sealed record ParkedMessage(
        long Id, Guid MessageId, string Type, int Attempts, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset ParkedAt);

    public async Task<IReadOnlyList<ParkedMessage>> ParkedAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OutboxTable.Parked);
        command.Parameters.Add(new() { Value = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var parked = new List<ParkedMessage>();
        while (await row.ReadAsync(cancellationToken))
        {
            parked.Add(new ParkedMessage(
                row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3), await row.IsDBNullAsync(4, cancellationToken) ? null : row.GetString(4),
                row.GetFieldValue<DateTimeOffset>(5), row.GetFieldValue<DateTimeOffset>(6)));
        }

        return parked;
    }

    /// <summary>Tries them again from the beginning.</summary>
    /// <param name="ids">Parked rows; others are left alone.</param>
    /// <param name="keyName">Who does it, for the audit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The ids that were parked.</returns>
    public async Task<IReadOnlyList<long>> UnparkAsync(IReadOnlyCollection<long> ids, string keyName, CancellationToken cancellationToken)
    {
        var unparked = await ActAsync(OutboxTable.Unpark, "unparked", ids, keyName, cancellationToken);
        outbox.Wake();
        return unparked;
    }

    /// <summary>Deletes them unsent. What they announced must then reach its consumers in another way.</summary>
    /// <inheritdoc cref="UnparkAsync"/>
    public Task<IReadOnlyList<long>> SkipAsync(IReadOnlyCollection<long> ids, string keyName, CancellationToken cancellationToken) =>
        ActAsync(OutboxTable.Skip, "skipped", ids, keyName, cancellationToken);

    private async Task<IReadOnlyList<long>> ActAsync(
        string sql, string act, IReadOnlyCollection<long> ids, string keyName, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var done = new List<long>();
        while (await row.ReadAsync(cancellationToken))
        {
            done.Add(row.GetInt64(0));
            log.LogInformation("Audit: {KeyName} {Act} outbox row {Id}, message {MessageId} of {Type}",
                keyName, act, row.GetInt64(0), row.GetGuid(1), row.GetString(2));
        }

        return done;
    }
}
