using Npgsql;

namespace Ehcp.Hosting.Databases;

/// <summary>The table <c>schema_script</c>: which scripts made this database, each with its hash.</summary>
internal static class AppliedScripts
{
    private const string Create = """
        create table if not exists schema_script (
          name text collate "C" not null,
          sha256 text collate "C" not null,
          applied_at timestamptz not null default now(),
          constraint pk_schema_script primary key (name));
        """;

    private const string Read = """
        select name, sha256 from schema_script
        """;

    /// <summary>Writes the script down, in the transaction that executed it. A repeatable script replaces what is written.</summary>
    internal static string Record(SchemaScript script) => $"""
        {Create}
        insert into schema_script (name, sha256) values ('{script.Name}', '{script.Sha256}')
        on conflict (name) do update set sha256 = excluded.sha256, applied_at = now();
        """;

    /// <returns>The hash of each script, by name; none in a database that no script has made.</returns>
    internal static async Task<Dictionary<string, string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var exists = new NpgsqlCommand("select to_regclass('schema_script') is not null", connection))
        {
            if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken))!)
            {
                return applied;
            }
        }

        await using var read = new NpgsqlCommand(Read, connection);
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }
}
