using Npgsql;

namespace Ehcp.Hosting.Sql;

/// <summary>Rows as columns, for one statement whatever the number of rows: each column is an array with a name, and the statement unnests them.</summary>
public static class RowSet
{
    /// <summary>A set of these rows, without a column yet.</summary>
    public static RowSet<TRow> Of<TRow>(IReadOnlyList<TRow> rows) => new(rows);
}

/// <inheritdoc cref="RowSet"/>
/// <example>
/// <code>
/// connection.Sql("insert into team select * from unnest(@authority, @team) as row (authority, team)")
///     .With(RowSet.Of(teams).With("authority", team => team.Authority).With("team", team => team.Name))
/// </code>
/// </example>
public sealed class RowSet<TRow>
{
    private readonly IReadOnlyList<TRow> _rows;
    private readonly List<NpgsqlParameter> _columns = [];

    internal RowSet(IReadOnlyList<TRow> rows) => _rows = rows;

    internal List<NpgsqlParameter> Columns => _columns;

    /// <summary>Adds the column that a statement calls <c>@name</c>. A value may be null where <typeparamref name="TValue"/> may be.</summary>
    public RowSet<TRow> With<TValue>(string name, Func<TRow, TValue> value)
    {
        var values = new TValue[_rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(_rows[i]);
        }

        _columns.Add(new NpgsqlParameter<TValue[]>(name, values));
        return this;
    }

    /// <summary>Adds a column of instants, whatever offset they are written with.</summary>
    public RowSet<TRow> With(string name, Func<TRow, DateTimeOffset> value) => With<DateTimeOffset>(name, row => value(row).ToUniversalTime());

    /// <inheritdoc cref="With(string, Func{TRow, DateTimeOffset})"/>
    public RowSet<TRow> With(string name, Func<TRow, DateTimeOffset?> value) => With<DateTimeOffset?>(name, row => value(row)?.ToUniversalTime());
}
