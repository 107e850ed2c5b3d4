using System.Net.Sockets;
using Npgsql;

namespace Ehcp.Hosting.Sql;

/// <summary>Tells "the database is away" and "the database takes nothing" from "the database refused this".</summary>
public static class DatabaseTrouble
{
    // Classes and codes of PostgreSQL: connection exceptions; shutting down, crashed, starting up; too many connections. Whatever else it ends a connection
    // for, or refuses one, says nothing of a statement: that is FATAL, or PANIC.
    private static readonly string[] Away = ["08", PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.TooManyConnections];

    // A full disk, a disk that fails, a database that may only be read. It answers questions meanwhile.
    private static readonly string[] ReadOnly = [PostgresErrorCodes.DiskFull, PostgresErrorCodes.IoError, PostgresErrorCodes.ReadOnlySqlTransaction];

    /// <summary>Whether it is away or takes nothing; a caller may try again.</summary>
    public static bool Is(Exception exception) => Find(exception) is not null;

    /// <summary>Whether it is there, and takes nothing, from nobody: no fault of what it was given.</summary>
    public static bool TakesNothing(Exception exception) => Find(exception) is PostgresException refused && ReadOnly.Contains(refused.SqlState);

    private static Exception? Find(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case PostgresException refused:
                    return IsAway(refused) || ReadOnly.Contains(refused.SqlState) ? refused : null;
                case NpgsqlException { InnerException: null or IOException or SocketException or TimeoutException }:
                    return inner;
            }
        }

        return null;
    }

    private static bool IsAway(PostgresException refused) =>
        refused.InvariantSeverity is "FATAL" or "PANIC" || Away.Any(code => refused.SqlState.StartsWith(code, StringComparison.Ordinal));
}
