using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Reporting.Known.Answers;

/// <summary>One question to the database, and what to do with each row of the answer.</summary>
internal sealed record Reading(string Sql, Action<Rows> Row)
{
    /// <summary>Parameters of its own, beside those that every statement of the answer may name.</summary>
    internal NpgsqlParameter[] Parameters { get; init; } = [];
}
