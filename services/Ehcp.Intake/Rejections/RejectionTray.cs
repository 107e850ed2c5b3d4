using System.Text.Json;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Events;
using Npgsql;

namespace Ehcp.Intake.Rejections;

/// <summary>Keeps which events were refused and why. It is given no values, so it can keep none.</summary>
internal sealed class RejectionTray(NpgsqlDataSource database, TimeProvider clock, ILogger<RejectionTray> log)
{
    private const string Insert = """
        insert into rejection (at, api_key, source, id, type, errors)
        select @at, @api_key, source, id, type, errors::jsonb from unnest(@source, @id, @type, @errors) as refused (source, id, type, errors)
        """;

    /// <summary>Adds the refused events. The sender is told of its errors whether or not they can be kept.</summary>
    public async Task AddAsync(IReadOnlyList<ReadEvent> refused, string apiKey)
    {
        if (refused.Count == 0)
        {
            return;
        }

        try
        {
            await using var command = database.Sql(Insert).With("at", Timestamps.ToMicroseconds(clock.GetUtcNow())).With("api_key", apiKey)
                .With(RowSet.Of(refused)
                .With("source", read => read.Source)
                .With("id", read => read.Id)
                .With("type", read => read.Type)
                .With("errors", read => JsonSerializer.Serialize(
                    [.. read.Errors.Select(error => new BrokenRule(error.Pointer, error.Rule))], RejectionsJson.Default.IReadOnlyListBrokenRule)));
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            log.LogWarning("{Events} refused events could not be kept: {Reason}", refused.Count, exception.GetType().Name);
        }
    }
}
