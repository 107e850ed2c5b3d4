using Npgsql;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>Makes the schema of the tables of Quartz, before Quartz makes the tables.</summary>
internal sealed class QuartzSchema(NpgsqlDataSource database) : IHostedService
{
    // Two at once: "if not exists" still fails for the one that looked too early, so they take turns.
    private const string Create = $"""
        select pg_advisory_xact_lock(hashtext('ehcp.quartz-schema'));
        create schema if not exists {SweepServices.Schema}
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var create = new NpgsqlCommand(Create, connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
