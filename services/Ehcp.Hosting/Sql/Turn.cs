using Npgsql;

namespace Ehcp.Hosting.Sql;

/// <summary>A turn that one of all processes has at a time, under a name: <c>compose-mails</c>. It is an advisory lock of the service's database.</summary>
public static class Turn
{
    private const string TryTake = "select pg_try_advisory_xact_lock(hashtextextended('ehcp.' || @name, 0))";
    private const string Take = "select pg_advisory_xact_lock(hashtextextended('ehcp.' || @name, 0))";
    private const string Hold = "select pg_advisory_lock(hashtextextended('ehcp.' || @name, 0))";
    private const string TryHold = "select pg_try_advisory_lock(hashtextextended('ehcp.' || @name, 0))";
    private const string Release = "select pg_advisory_unlock(hashtextextended('ehcp.' || @name, 0))";

    /// <summary>Takes the turn until the transaction of this connection ends, unless another has it.</summary>
    /// <returns>Whether it was taken.</returns>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(TryTake).With("name", name);
        return await command.ValueAsync<bool>(cancellationToken);
    }

    /// <summary>Waits for the turn and takes it until the transaction of this connection ends.</summary>
    /// <param name="connection">Open, with a transaction.</param>
    /// <param name="name">Name of the turn.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="howeverLong">Whether it waits for longer than the connection lets a statement take.</param>
    public static async Task TakeAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken, bool howeverLong = false)
    {
        await using var command = connection.Sql(Take).With("name", name);
        if (howeverLong)
        {
            command.HoweverLong();
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for the turn and holds it over any number of transactions of this connection, until <see cref="ReleaseAsync"/> or its end.</summary>
    public static async Task HoldAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Hold).With("name", name);
        command.HoweverLong(); // the lock_timeout of the connection says how long
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes the turn over any number of transactions of this connection, until <see cref="ReleaseAsync"/> or its end, unless another has
    /// it.</summary>
    /// <returns>Whether it was taken.</returns>
    public static async Task<bool> TryHoldAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(TryHold).With("name", name);
        return await command.ValueAsync<bool>(cancellationToken);
    }

    /// <summary>Gives a turn back that this connection holds.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Release).With("name", name);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
