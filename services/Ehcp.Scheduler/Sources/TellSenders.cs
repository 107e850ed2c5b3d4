using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Mail;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Telemetry;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.Sources;

/// <summary>Writes whoever looks after a sending system what was refused of it, once for each source and day however often it is announced.</summary>
internal sealed class TellSenders(
    NpgsqlDataSource database, IOptions<SourceSettings> settings, IOptions<MailSettings> mail, AlertPolicies policies, PublicAddress address,
    AlertTelemetry telemetry)
{
    internal const string Kind = "refusals";

    // A day that was told is marked in the transaction that writes its mails.
    private const string Mark = """
        insert into sweep (name, completed_at)
        select 'refusals ' || source, @end from unnest(@source) as told (source) order by source
        on conflict (name) do update set completed_at = excluded.completed_at where sweep.completed_at < excluded.completed_at
        returning substr(name, length('refusals ') + 1) as source
        """;

    /// <returns>How many mails were written.</returns>
    internal async Task<int> RunAsync(SourcesSummarised summary, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = summary.Sources.Where(source => settings.Value.SendersOf(source.Source).Any()).ToList();
        if (known.Count == 0)
        {
            return 0;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var mark = connection.Sql(Mark).With("end", LondonCalendar.StartOf(summary.Day.AddDays(1)))
            .With(RowSet.Of(known).With("source", source => source.Source));
        var news = (await mark.ListAsync(row => row.Text("source"), cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var mails = known.Where(source => news.Contains(source.Source))
            .SelectMany(source => settings.Value.SendersOf(source.Source), (source, to) => (Source: source, To: to))
            .GroupBy(each => each.To, each => each.Source, StringComparer.OrdinalIgnoreCase)
            .Select(each => (
                new MailTo(each.Key, mail.Value.Channel),
                RefusalContent.Of(summary.Day, [.. each], settings.Value.TrayUrl).Towards(policies.ShadowAddress)))
            .ToList();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(MailLife.Write(Kind, mails, address.NewMessageId, now));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail(MailStep.Write.Counted, mails.Count);
        return mails.Count;
    }
}

/// <summary>Takes what Intake says of a day's sources.</summary>
internal sealed class SourcesSummarisedConsumer(TellSenders tell, TimeProvider clock) : IConsumer<Batch<SourcesSummarised>>
{
    public async Task Consume(ConsumeContext<Batch<SourcesSummarised>> context)
    {
        foreach (var summary in context.Message.OrderBy(message => message.Message.Day))
        {
            await tell.RunAsync(summary.Message, clock.GetUtcNow(), context.CancellationToken);
        }
    }
}
