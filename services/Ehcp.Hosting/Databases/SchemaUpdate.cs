using System.Collections.Immutable;
using System.Data;
using Ehcp.Hosting.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Databases;

/// <summary>The only way a database gets its schema: first the migrations, then the views.</summary>
public static class SchemaUpdate
{
    // A script may take long, but must not wait long: whoever waits for a table's lock holds up everybody behind him.
    private const string WaitForTurn = "set lock_timeout = '10min'";
    private const string WaitForTables = "set lock_timeout = '30s'";
    private const string WaitAsUsual = "reset lock_timeout";
    private const string Name = "schema";

    /// <summary>
    /// Brings the database to the schema of this context. Repeatable scripts are executed when they have changed or something below them may have.
    /// A database of a newer release is left as it is. Two at once wait for each other.
    /// </summary>
    /// <exception cref="SchemaRefusedException">Another build made the database, and no migration leads from there to here. Nothing was changed.</exception>
    public static async Task UpdateSchemaAsync(this DbContext context, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(TimeSpan.Zero);
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        try
        {
            await ExecuteAsync(connection, WaitForTurn, cancellationToken);
            await Turn.HoldAsync(connection, Name, cancellationToken);
            await ExecuteAsync(connection, WaitForTables, cancellationToken);
            await UpdateAsync(context, connection, cancellationToken);
        }
        finally
        {
            // A pooled connection lives on and would keep its turn; a broken one has lost it.
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, WaitAsUsual, CancellationToken.None);
                await Turn.ReleaseAsync(connection, Name, CancellationToken.None);
            }

            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task UpdateAsync(DbContext context, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var migrations = context.GetService<IMigrationsAssembly>();
        var known = migrations.Migrations.Keys.ToList();

        // Or asking for what was applied is an error in both logs, where nothing was.
        await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        var done = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var applied = await AppliedScripts.ReadAsync(connection, cancellationToken);
        if (done.Except(known).FirstOrDefault() is { } unknown)
        {
            if (!done.Contains(known[0]))
            {
                throw new SchemaRefusedException(NotOurs(connection.Database, unknown));
            }

            context.GetService<ILoggerFactory>().CreateLogger(typeof(SchemaUpdate)).LogWarning(
                "The database {Database} has the schema of a newer release ({Migration}). It is left as it is", connection.Database, unknown);
            return;
        }

        foreach (var id in done)
        {
            Compare(connection.Database, Scripts(migrations, id), applied);
        }

        await context.Database.MigrateAsync(cancellationToken);
        await RepeatAsync(context, connection, all: done.Count < known.Count, applied, cancellationToken);
    }

    private static ImmutableArray<SchemaScript> Scripts(IMigrationsAssembly migrations, string id) =>
        migrations.CreateMigration(migrations.Migrations[id], "") is ScriptMigration migration ? migration.Scripts : [];

    private static void Compare(string database, ImmutableArray<SchemaScript> scripts, Dictionary<string, string> applied)
    {
        if (scripts.FirstOrDefault(script => applied.GetValueOrDefault(script.Name) != script.Sha256) is { } other)
        {
            throw new SchemaRefusedException(OtherScript(database, other.Name));
        }
    }

    private static async Task RepeatAsync(
        DbContext context, NpgsqlConnection connection, bool all, Dictionary<string, string> applied, CancellationToken cancellationToken)
    {
        var scripts = SchemaScript.RepeatableOf(context.GetType().Assembly);
        scripts = all ? scripts : [.. scripts.Where(script => applied.GetValueOrDefault(script.Name) != script.Sha256)];
        if (scripts.IsEmpty)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var script in scripts)
        {
            await ExecuteAsync(connection, script.Sql, cancellationToken);
            await ExecuteAsync(connection, AppliedScripts.Record(script), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(sql).HoweverLong();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string NotOurs(string database, string migration) =>
        $"The database {database} was made by a build from before the first release, or by another service (its history has the migration {migration}). "
        + $"No migration leads from there to this release, and nothing was changed. {WhatToDo}";

    private static string OtherScript(string database, string script) =>
        $"The database {database} was made by a build that was never released (its script {script} is not the one of this release). "
        + $"No migration leads from there to this release, and nothing was changed. {WhatToDo}";

    private const string WhatToDo = "If it is a demo, delete its data with \"deploy/down --wipe\" and start again with \"deploy/up\". "
        + "Otherwise give this service a new, empty database.";
}
