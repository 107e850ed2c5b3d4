using System.Text.Json;
using Ehcp.Intake.Events;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Intake.Rejections;

/// <summary>Keeps which events were refused and why. It is given no values, so it can keep none.</summary>
internal sealed class RejectionTray(NpgsqlDataSource database, TimeProvider clock, ILogger<RejectionTray> log)
{
    private const string Insert = """
        insert into rejection (at, api_key, source, id, type, errors)
        select $1, $2, source, id, type, errors::jsonb from unnest($3, $4, $5, $6) as refused (source, id, type, errors)
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
            await using var command = database.CreateCommand(Insert);
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = Timestamps.ToMicroseconds(clock.GetUtcNow()) });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = apiKey });
            AddColumn(command, refused, read => read.Source);
            AddColumn(command, refused, read => read.Id);
            AddColumn(command, refused, read => read.Type);
            AddColumn(command, refused, read => JsonSerializer.Serialize(
                [.. read.Errors.Select(error => new BrokenRule(error.Pointer, error.Rule))], RejectionsJson.Default.IReadOnlyListBrokenRule));
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            log.LogWarning("{Events} refused events could not be kept: {Reason}", refused.Count, exception.GetType().Name);
        }
    }

    private static void AddColumn(NpgsqlCommand command, IReadOnlyList<ReadEvent> refused, Func<ReadEvent, string?> value) =>
        command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. refused.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
}
