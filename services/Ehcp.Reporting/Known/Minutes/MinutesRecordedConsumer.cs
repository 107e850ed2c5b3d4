using Ehcp.Contracts;
using MassTransit;
using Npgsql;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>Keeps what Intake announced of its minutes. Order and repetition change nothing: of two numbers the greater stands.</summary>
public sealed class MinutesRecordedConsumer(NpgsqlDataSource database) : IConsumer<Batch<MinutesRecorded>>
{
    private const string KeepMinutes = """
        insert into recorded_minute as m (minute, announced)
        select minute, max(events) from unnest(@minute, @events) as a (minute, events) group by minute order by minute
        on conflict (minute) do update set announced = excluded.announced where m.announced < excluded.announced
        """;

    private const string KeepSpans = """
        insert into announced_span as s (span_from, span_to)
        select span_from, max(span_to) from unnest(@from, @to) as a (span_from, span_to) group by span_from order by span_from
        on conflict (span_from) do update set span_to = excluded.span_to where s.span_to < excluded.span_to
        """;

    public async Task Consume(ConsumeContext<Batch<MinutesRecorded>> context) =>
        await KeepAsync([.. context.Message.Select(message => message.Message)], context.CancellationToken);

    internal async Task KeepAsync(List<MinutesRecorded> announced, CancellationToken cancellationToken)
    {
        var minutes = announced.SelectMany(span => span.Minutes).ToList();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(KeepMinutes) { Parameters = { new("minute", minutes.ConvertAll(minute => minute.Minute.UtcDateTime)),
                    new("events", minutes.ConvertAll(minute => minute.Events)) } },
                new(KeepSpans) { Parameters = { new("from", announced.ConvertAll(span => span.From.UtcDateTime)),
                    new("to", announced.ConvertAll(span => span.To.UtcDateTime)) } },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
