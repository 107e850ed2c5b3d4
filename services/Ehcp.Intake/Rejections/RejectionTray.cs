using System.Text.Json;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Events;
using Npgsql;

namespace Ehcp.Intake.Rejections;

/// <summary>An event that was refused, as the tray is told of it.</summary>
/// <param name="Read">Which event, and why.</param>
/// <param name="KeyName">Whose it is.</param>
/// <param name="Message">What tells the message that it came in from any other; null where it came by HTTP.</param>
/// <param name="IsRedelivered">Whether the message may have been here before.</param>
internal sealed record RefusedRead(ReadEvent Read, string KeyName, byte[]? Message = null, bool IsRedelivered = false);

/// <summary>Keeps which events were refused and why. It is given no values, so it can keep none.</summary>
internal sealed class RejectionTray(NpgsqlDataSource database, TimeProvider clock, ILogger<RejectionTray> log)
{
    // The newest refusal of an event stands for those before it. What somebody sends for a source that is not theirs changes nothing of what is kept of it.
    private const string Insert = """
        with kept as (
          insert into rejection (at, api_key, source, id, type, errors, message)
          select @at, api_key, source, id, type, errors::jsonb, message
          from unnest(@api_key, @source, @id, @type, @errors, @message, @is_redelivered)
              as refused (api_key, source, id, type, errors, message, is_redelivered)
          where not (is_redelivered and exists (select from rejection as kept where kept.message = refused.message))
          returning source, id, errors),
        own as (select source, id from kept where source is not null and not errors @> '[{"rule": "source-not-allowed"}]'),
        replaced as (
          update rejection set state = 'replaced', state_at = @at
          from (select distinct source, id from own where id is not null) as own
          where rejection.source = own.source and rejection.id = own.id and rejection.state = 'open')
        insert into source_count (source, at, within_days, events)
        select source, @at, -2, count(*) from own group by source
        """;

    /// <summary>Adds the refused events. The sender is told of its errors whether or not they can be kept.</summary>
    public async Task AddAsync(IReadOnlyList<ReadEvent> refused, string apiKey)
    {
        try
        {
            await KeepAsync([.. refused.Select(read => new RefusedRead(read, apiKey))], CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            log.LogWarning("{Events} refused events could not be kept: {Reason}", refused.Count, exception.GetType().Name);
        }
    }

    /// <summary>Adds the refused events, or throws. Those of a message that comes again are not added again.</summary>
    public async Task KeepAsync(IReadOnlyList<RefusedRead> refused, CancellationToken cancellationToken)
    {
        if (refused.Count == 0)
        {
            return;
        }

        await using var command = database.Sql(Insert).With("at", Timestamps.ToMicroseconds(clock.GetUtcNow())).With(RowSet.Of(refused)
            .With("api_key", one => one.KeyName)
            .With("source", one => one.Read.Source)
            .With("id", one => one.Read.Id)
            .With("type", one => one.Read.Type)
            .With("errors", one => JsonSerializer.Serialize(
                [.. one.Read.Errors.Select(error => new BrokenRule(error.Pointer, error.Rule))], RejectionsJson.Default.IReadOnlyListBrokenRule))
            .With("message", one => one.Message)
            .With("is_redelivered", one => one.IsRedelivered));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
