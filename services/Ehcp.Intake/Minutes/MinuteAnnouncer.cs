using Ehcp.Hosting.Passes;

namespace Ehcp.Intake.Minutes;

/// <summary>Repeats <see cref="AnnounceMinutes"/>. Every process has one; the database lets one of them announce.</summary>
internal sealed class MinuteAnnouncer(AnnounceMinutes minutes, TimeProvider clock, ILogger<MinuteAnnouncer> log)
    : Pass("The minutes of the ledger are not announced just now", "The minutes of the ledger are announced again", Often, clock, log)
{
    // Longer than any answer of the database: all of a large ledger is counted when Reporting is to be told again.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(2)) { Deadline = TimeSpan.FromMinutes(30) };

    // By hand at times all of it is to be announced again, which only the database knows.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _clock = clock;
    private DateTimeOffset? _announcedTo;
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!(_announcedTo >= minutes.Due) || _clock.GetUtcNow() - _lookedAt >= Look)
        {
            (_announcedTo, _lookedAt) = (await minutes.RunAsync(cancellationToken), _clock.GetUtcNow());
        }

        return false;
    }
}
