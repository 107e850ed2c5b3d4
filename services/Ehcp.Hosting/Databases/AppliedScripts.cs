using Ehcp.Hosting.Sql;
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

    /// <summary>Writes the script down, in the transaction that executed it. A repeatable script replaces what is written.</summary>
    internal static string Record(SchemaScript script) => $"""
        {Create}
        insert into schema_script (name, sha256) values ('{script.Name}', '{script.Sha256}')
        on conflict (name) do update set sha256 = excluded.sha256, applied_at = now();
        """;

    /// <returns>The hash of each script, by name; none in a database that no script has made.</returns>
    internal static async Task<Dictionary<string, string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = connection.Sql("select to_regclass('schema_script') is not null");
        if (!await exists.ValueAsync<bool>(cancellationToken))
        {
            return [];
        }

        await using var read = connection.Sql("select name, sha256 from schema_script");
        return (await read.ListAsync(row => (Name: row.Text("name"), Sha256: row.Text("sha256")), cancellationToken))
            .ToDictionary(row => row.Name, row => row.Sha256);
    }
}
