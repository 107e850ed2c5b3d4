using Npgsql;

// What services/BannedSymbols.Sql.txt refuses to everybody else is done here.
#pragma warning disable RS0030

namespace Ehcp.Hosting.Sql;

/// <summary>Executes statements that are written whole, as psql would take them, and gives and reads their columns by name.</summary>
public static class Statements
{
    /// <summary>This statement on this connection, in its transaction if it has one.</summary>
    public static NpgsqlCommand Sql(this NpgsqlConnection connection, string sql) => new(sql, connection);

    /// <summary>This statement on a connection of its own.</summary>
    public static NpgsqlCommand Sql(this NpgsqlDataSource database, string sql) => database.CreateCommand(sql);

    /// <summary>Lets it take longer than the connection lets a statement take.</summary>
    public static NpgsqlCommand HoweverLong(this NpgsqlCommand command)
    {
        command.CommandTimeout = 0;
        return command;
    }

    /// <summary>Executes it; its rows are read as they come.</summary>
    public static async Task<Rows> RowsAsync(this NpgsqlCommand command, CancellationToken cancellationToken) =>
        new(await command.ExecuteReaderAsync(cancellationToken));

    /// <inheritdoc cref="RowsAsync(NpgsqlCommand, CancellationToken)"/>
    public static async Task<Rows> RowsAsync(this NpgsqlBatch batch, CancellationToken cancellationToken) =>
        new(await batch.ExecuteReaderAsync(cancellationToken));

    /// <summary>Executes it and reads all rows.</summary>
    public static async Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<Rows, T> read, CancellationToken cancellationToken)
    {
        await using var rows = await command.RowsAsync(cancellationToken);
        return await rows.ListAsync(read, cancellationToken);
    }

    /// <summary>Reads all rows that are left of this answer.</summary>
    public static async Task<List<T>> ListAsync<T>(this Rows rows, Func<Rows, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await rows.NextAsync(cancellationToken))
        {
            list.Add(read(rows));
        }

        return list;
    }

    /// <summary>Executes it and reads the first row; null where there is none.</summary>
    public static async Task<T?> FirstOrNullAsync<T>(this NpgsqlCommand command, Func<Rows, T> read, CancellationToken cancellationToken)
        where T : class
    {
        await using var rows = await command.RowsAsync(cancellationToken);
        return await rows.NextAsync(cancellationToken) ? read(rows) : null;
    }

    /// <summary>Executes it and reads the first column of the first row; the default where there is no row or it is null.</summary>
    public static async Task<T?> ValueAsync<T>(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken) ? reader.GetFieldValue<T>(0) : default;
    }
}
