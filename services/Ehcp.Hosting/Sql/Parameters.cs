using Npgsql;

namespace Ehcp.Hosting.Sql;

/// <summary>Gives a statement its parameters by name. The statement says <c>@name</c>; PostgreSQL gets them by place.</summary>
public static class Parameters
{
    /// <summary>Gives <c>@name</c> this value. It may be null where <typeparamref name="T"/> may be; its type is always known to PostgreSQL.</summary>
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, string name, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T>(name, value));
        return command;
    }

    /// <summary>Gives <c>@name</c> this instant, whatever offset it is written with.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, string name, DateTimeOffset value) =>
        command.With<DateTimeOffset>(name, value.ToUniversalTime());

    /// <inheritdoc cref="With(NpgsqlCommand, string, DateTimeOffset)"/>
    public static NpgsqlCommand With(this NpgsqlCommand command, string name, DateTimeOffset? value) =>
        command.With<DateTimeOffset?>(name, value?.ToUniversalTime());

    /// <summary>Gives it the columns of this set.</summary>
    public static NpgsqlCommand With<TRow>(this NpgsqlCommand command, RowSet<TRow> set)
    {
        set.Columns.ForEach(column => command.Parameters.Add(column));
        return command;
    }

    /// <inheritdoc cref="With{T}(NpgsqlCommand, string, T)"/>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, string name, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T>(name, value));
        return command;
    }

    /// <inheritdoc cref="With(NpgsqlCommand, string, DateTimeOffset)"/>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string name, DateTimeOffset value) =>
        command.With<DateTimeOffset>(name, value.ToUniversalTime());

    /// <inheritdoc cref="With(NpgsqlCommand, string, DateTimeOffset)"/>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string name, DateTimeOffset? value) =>
        command.With<DateTimeOffset?>(name, value?.ToUniversalTime());

    /// <inheritdoc cref="With{TRow}(NpgsqlCommand, RowSet{TRow})"/>
    public static NpgsqlBatchCommand With<TRow>(this NpgsqlBatchCommand command, RowSet<TRow> set)
    {
        set.Columns.ForEach(column => command.Parameters.Add(column));
        return command;
    }
}
