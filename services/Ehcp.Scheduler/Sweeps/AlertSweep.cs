using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Digests;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Plans;
using Ehcp.Scheduler.Sources;
using Npgsql;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>
/// One pass over what is due: breaches are announced, rungs fired, digests and mails planned. It may run at any time, twice, late or twice at once.
/// </summary>
internal sealed class AlertSweep(
    NpgsqlDataSource database, DueRungs rungs, AnnounceBreaches breaches, MorningDigest digest, ComposeMails mails, SilentSources sources,
    MailDelivery delivery, SweepAge age)
{
    private const string Completed = """
        insert into sweep (name, completed_at) values ('alerts', @now)
        on conflict (name) do update set completed_at = greatest(sweep.completed_at, excluded.completed_at)
        """;

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await breaches.AnnounceAsync(now, cancellationToken);
        await rungs.FireAsync(now, cancellationToken);
        await digest.PlanAsync(now, cancellationToken);
        await mails.ComposeAsync(now, cancellationToken);
        await sources.TellAsync(now, cancellationToken);
        delivery.Wake();
        await using var completed = database.Sql(Completed).With("now", now);
        await completed.ExecuteNonQueryAsync(cancellationToken);
        age.CompletedAt(now);
    }
}
