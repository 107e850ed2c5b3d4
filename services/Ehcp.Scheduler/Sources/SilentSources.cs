using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Assignments;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.Sources;

/// <summary>Tells the SEND mailbox of a source that has fallen silent, once, and once when it sends again: silence hides children too.</summary>
internal sealed class SilentSources(
    NpgsqlDataSource database, AlertPolicies policies, IOptions<SourceSettings> settings, IOptions<ReassignmentSettings> reassignments,
    PublicAddress address, AlertTelemetry telemetry)
{
    internal const string Kind = "sources";

    /// <summary>After the sweeps stood still, what was sent meanwhile is first to be taken in.</summary>
    private static readonly TimeSpan CatchingUp = TimeSpan.FromHours(1);

    private static readonly TimeSpan StoodStill = TimeSpan.FromMinutes(10);

    // The row of the alerts' sweep is of the one before this.
    private const string Listen = """
        insert into sweep (name, completed_at) values ('listening', @now)
        on conflict (name) do update set completed_at = case
            when exists (select from sweep as last where last.name = 'alerts' and last.completed_at < @now - @stood_still) then excluded.completed_at
            else sweep.completed_at end
        returning completed_at
        """;

    private const string Candidates = """
        select source, authority, heard_at, silent_since from heard_source
        where (silent_since is null and heard_at <= @before) or heard_at > silent_since
        order by source collate "C", authority collate "C"
        for update skip locked
        """;

    private const string Told = """
        update heard_source set silent_since = told.silent_since
        from unnest(@source, @authority, @silent_since) as told (source, authority, silent_since)
        where heard_source.source = told.source and heard_source.authority = told.authority
        """;

    /// <returns>How many mails were planned.</returns>
    internal async Task<int> TellAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (now - await ListeningSinceAsync(connection, now, cancellationToken) < CatchingUp)
        {
            await transaction.CommitAsync(cancellationToken);
            return 0;
        }

        var news = (await CandidatesAsync(connection, now, cancellationToken)).Where(source => policies.MayLeave(source.Authority, now)).ToList();
        var mails = news.GroupBy(source => new MailTo(policies.For(source.Authority).Recipients.Mailbox, policies.For(source.Authority).Channel))
            .Select(mail => (mail.Key, SilenceContent.Of([.. mail], now, address).Towards(policies.ShadowAddress))).ToList();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(MailLife.Write(Kind, mails, address.NewMessageId, now));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Told).With(RowSet.Of(news)
            .With("source", each => each.Source)
            .With("authority", each => each.Authority)
            .With("silent_since", each => each.Silent ? each.HeardAt : (DateTimeOffset?)null)));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail(MailStep.Write.Counted, mails.Count);
        return mails.Count;
    }

    private async Task<List<SourceNews>> CandidatesAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var shortest = settings.Value.Own.Select(own => own.SilentAfter).Append(settings.Value.SilentAfter)
            .Where(after => after > TimeSpan.Zero).DefaultIfEmpty(TimeSpan.FromDays(366)).Min();
        await using var select = connection.Sql(Candidates).With("before", now - shortest);
        await using var row = await select.RowsAsync(cancellationToken);
        var news = new List<SourceNews>();
        while (await row.NextAsync(cancellationToken))
        {
            var (source, authority, heardAt, silent) = (row.Text("source"), row.Text("authority"), row.Instant("heard_at"), row.IsNull("silent_since"));
            var hasEnded = Authorities.Find(authority)?.FormerTo < LondonCalendar.DayOf(now);
            var after = source == reassignments.Value.Source || hasEnded ? null : settings.Value.For(source);
            if (!silent || now - heardAt >= after)
            {
                news.Add(new(source, authority, heardAt, silent));
            }
        }

        return news;
    }

    private static async Task<DateTimeOffset> ListeningSinceAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var listen = connection.Sql(Listen).With("now", now).With("stood_still", StoodStill);
        return await listen.ValueAsync<DateTimeOffset>(cancellationToken);
    }
}

/// <summary>A source that fell silent, or sends again.</summary>
internal sealed record SourceNews(string Source, string Authority, DateTimeOffset HeardAt, bool Silent);
