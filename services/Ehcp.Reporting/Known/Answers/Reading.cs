using Ehcp.Hosting.Sql;

namespace Ehcp.Reporting.Known.Answers;

/// <summary>One question to the database, and what to do with each row of the answer.</summary>
internal sealed record Reading(string Sql, Action<Rows> Row);
