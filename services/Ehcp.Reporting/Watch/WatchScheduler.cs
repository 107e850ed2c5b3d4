using Ehcp.Hosting.Sql;
using Ehcp.Mail;
using Ehcp.Reporting.Known.Minutes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Reporting.Watch;

/// <summary>
/// The dead-man's switch: looks whether the Scheduler sweeps and has planned the morning digest, and whether the figures hold what Intake
/// recorded; mails the duty address once when not, and once when it is well again.
/// Any number of Reportings may look; the row's lock lets one of them tell.
/// </summary>
internal sealed class WatchScheduler(
    NpgsqlDataSource database, AskScheduler scheduler, Completeness figures, MailChannels channels,
    IOptions<WatchSettings> settings, IOptions<MailSettings> mail, TimeProvider clock, ILogger<WatchScheduler> log)
{
    internal const string Sweep = "sweep";
    internal const string Digest = "digest";
    internal const string Figures = "figures";

    /// <summary>As long as the Scheduler itself may go without a sweep.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    /// <summary>When nobody has looked for so long, what happened meanwhile is not known.</summary>
    private static readonly TimeSpan NobodyLooked = TimeSpan.FromMinutes(2);

    private const string Insert = "insert into watch (concern, looked_at, well_at) values (@concern, @now, @now) on conflict do nothing";

    private const string Lock = "select looked_at, well_at, told_at from watch where concern = @concern for update";

    private const string Write = "update watch set looked_at = @now, well_at = @well_at, told_at = @told_at where concern = @concern";

    /// <summary>One look at each concern.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var health = await scheduler.AskAsync(cancellationToken);
        await JudgeAsync(Sweep, health.Sweeping, cancellationToken);
        await JudgeAsync(Digest, health.DigestLate is { } late ? !late : null, cancellationToken);
        await JudgeAsync(Figures, figures.IsWell, cancellationToken);
    }

    private async Task JudgeAsync(string concern, bool? well, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var (lookedAt, wellAt, toldAt) = await LockAsync(connection, concern, now, cancellationToken);
        wellAt = well == true || now - lookedAt > NobodyLooked || (concern == Digest && well is null) ? now : wellAt;
        var bad = IsBad(concern, well, now - wellAt);
        if (toldAt is null && bad
            && await TellAsync(WatchContent.Trouble(concern, well is null, wellAt), $"{concern}-{wellAt.UtcTicks}-trouble", cancellationToken))
        {
            toldAt = now;
            log.LogError("The duty address was told: {Concern} is not well", concern);
        }
        else if (toldAt is { } since && well == true
            && await TellAsync(WatchContent.Recovered(concern, since, now), $"{concern}-{since.UtcTicks}-recovered", cancellationToken))
        {
            toldAt = null;
            log.LogWarning("The duty address was told: {Concern} is well again", concern);
        }

        await WriteAsync(connection, concern, now, wellAt, toldAt);
        await transaction.CommitAsync(CancellationToken.None);
    }

    // That no sweep completed for five minutes, and that the figures lag for as long, is what their "not well" means. A digest is not well from one moment to
    // the next, also while a Scheduler that has just come back is about to plan it; and where nobody answers it is the sweep that is missed.
    private static bool IsBad(string concern, bool? well, TimeSpan since) => (concern, well) switch
    {
        (_, true) => false,
        (Digest, false) => since >= Longest,
        (_, false) => true,
        (Sweep, null) => since >= Longest,
        _ => false,
    };

    // Told twice by a crash before the commit, it has the same Message-ID. What the server does not take is tried at the next look.
    private async Task<bool> TellAsync(WatchContent content, string id, CancellationToken cancellationToken)
    {
        var notice = new OutgoingMail($"watch-{id}@{mail.Value.Domain}", settings.Value.DutyAddress!, content.Subject, content.Text, content.Html);
        var receipt = await channels.Default.SendAsync(notice, cancellationToken);
        if (receipt is MailReceipt.Refused refused)
        {
            log.LogError("The duty address cannot be told, and will be tried again: {Code}", refused.Reason.Length > 3 ? refused.Reason[..3] : refused.Reason);
        }

        return receipt is MailReceipt.Accepted;
    }

    private static async Task<(DateTimeOffset LookedAt, DateTimeOffset WellAt, DateTimeOffset? ToldAt)> LockAsync(
        NpgsqlConnection connection, string concern, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var insert = connection.Sql(Insert).With("concern", concern).With("now", now);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await using var hold = connection.Sql(Lock).With("concern", concern);
        await using var row = await hold.RowsAsync(cancellationToken);
        await row.NextAsync(cancellationToken);
        return (row.Instant("looked_at"), row.Instant("well_at"), row.InstantOrNull("told_at"));
    }

    // Not to be cancelled: what was told must not be forgotten.
    private static async Task WriteAsync(NpgsqlConnection connection, string concern, DateTimeOffset now, DateTimeOffset wellAt, DateTimeOffset? toldAt)
    {
        await using var write = connection.Sql(Write)
            .With("concern", concern).With("now", now).With("well_at", wellAt).With("told_at", toldAt);
        await write.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
