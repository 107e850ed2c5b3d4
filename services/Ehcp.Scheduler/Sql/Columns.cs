using Npgsql;

namespace Ehcp.Scheduler.Sql;

/// <summary>A set of rows as one array for each column: a single statement, whatever the number of rows.</summary>
internal static class Columns
{
    internal static NpgsqlParameter<TValue[]> Of<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
