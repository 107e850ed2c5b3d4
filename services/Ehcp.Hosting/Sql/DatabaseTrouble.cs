using System.Net.Sockets;
using Npgsql;

namespace Ehcp.Hosting.Sql;

/// <summary>Tells "the database is away" from "the database refused this".</summary>
public static class DatabaseTrouble
{
    // Classes and codes of PostgreSQL: connection exceptions; shutting down, crashed, starting up; too many connections.
    private static readonly string[] Away = ["08", PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.TooManyConnections];

    /// <summary>Whether it is away; a caller may try again.</summary>
    public static bool Is(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case PostgresException refused:
                    return Away.Any(code => refused.SqlState.StartsWith(code, StringComparison.Ordinal));
                case NpgsqlException { InnerException: null or IOException or SocketException or TimeoutException }:
                    return true;
            }
        }

        return false;
    }
}
