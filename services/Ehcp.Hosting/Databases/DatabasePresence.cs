using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Hosting.Databases;

/// <summary>Asks the database whether it answers, over a connection of its own: a busy pool is not an absent database.</summary>
public sealed class DatabasePresence(IServiceProvider services) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = DatabaseServices.DataSource(services, settings =>
    {
        settings.ApplicationName = "ehcp-probe";
        settings.MaxPoolSize = 1;
        settings.MinPoolSize = 0;
        settings.Timeout = 2;
        settings.CommandTimeout = 2;
    });

    public async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.Sql("select 1");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
