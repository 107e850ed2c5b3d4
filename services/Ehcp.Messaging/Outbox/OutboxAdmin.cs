using Ehcp.Hosting.Sql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>A row of the outbox that was given up.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MessageId">The id of the message.</param>
/// <param name="Type">What it announces.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why it did not go the last time.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="ParkedAt">When it was given up.</param>
public sealed record ParkedMessage(
    long Id, Guid MessageId, string Type, int Attempts, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset ParkedAt);

/// <summary>What a person may do with parked rows. Every act leaves an audit line with the name of who did it.</summary>
public sealed class OutboxAdmin(NpgsqlDataSource database, Outbox outbox, ILogger<OutboxAdmin> log)
{
    /// <summary>The rows that were given up, oldest first.</summary>
    /// <param name="after">Only rows with a higher id; 0 for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ParkedMessage>> ParkedAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(OutboxTable.Parked).With("after", after).With("most", limit);
        return await command.ListAsync(
            row => new ParkedMessage(
                row.Long("id"), row.Id("message_id"), row.Text("type"), row.Int("attempts"), row.TextOrNull("last_error"), row.Instant("created_at"),
                row.Instant("parked_at")),
            cancellationToken);
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
        await using var command = database.Sql(sql).With("ids", ids.ToArray());
        var done = await command.ListAsync(row => (Id: row.Long("id"), MessageId: row.Id("message_id"), Type: row.Text("type")), cancellationToken);
        foreach (var (id, messageId, type) in done)
        {
            log.LogInformation("Audit: {KeyName} {Act} outbox row {Id}, message {MessageId} of {Type}", keyName, act, id, messageId, type);
        }

        return [.. done.Select(row => row.Id)];
    }
}
