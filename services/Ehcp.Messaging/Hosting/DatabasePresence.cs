using Npgsql;

namespace Ehcp.Messaging.Hosting;

/// <summary>Asks the database whether it answers, over a connection of its own: a busy pool is not an absent database.</summary>
internal sealed class DatabasePresence(IServiceProvider services) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = Databases.DataSource(services, settings =>
    {
        settings.ApplicationName = "ehcp-probe";
        settings.MaxPoolSize = 1;
        settings.MinPoolSize = 0;
        settings.Timeout = 2;
        settings.CommandTimeout = 2;
    });

    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    internal async Task<bool> AnswersAsync(CancellationToken cancellationToken)
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
