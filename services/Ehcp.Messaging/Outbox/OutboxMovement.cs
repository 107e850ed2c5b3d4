namespace Ehcp.Messaging.Outbox;

/// <summary>Whether messages leave the outbox: its oldest one is looked at every few seconds, and must not be the same for a minute.</summary>
/// <remarks>
/// Nothing waiting is movement, however long. Which message is the oldest is the database's to say, so it does not matter which process sends it.
/// What was counted last stands when nothing can be counted any more: an alarm must not end because its reason got worse.
/// </remarks>
internal sealed class OutboxMovement(TimeProvider clock)
{
    private volatile Sight? _last;

    /// <summary>How long the oldest message may be the same.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromMinutes(1);

    /// <summary>What was counted last; null before the first time.</summary>
    internal Backlog? Backlog => _last?.Backlog;

    /// <summary>For how long the oldest message has been the same; zero where none waits, null before the first look.</summary>
    internal TimeSpan? Unmoved => _last is { } last ? last.Backlog.Head is null ? TimeSpan.Zero : clock.GetElapsedTime(last.SameSince) : null;

    internal bool IsStuck => Unmoved >= Longest;

    internal void See(Backlog backlog)
    {
        var now = clock.GetTimestamp();
        _last = new(backlog, _last is { } before && before.Backlog.Head == backlog.Head ? before.SameSince : now);
    }

    private sealed record Sight(Backlog Backlog, long SameSince);
}

/// <summary>What waits in the outbox.</summary>
/// <param name="Waiting">Committed and not yet confirmed.</param>
/// <param name="Parked">Given up until a person decides.</param>
/// <param name="Oldest">When the oldest of those that wait was written; null where none waits.</param>
/// <param name="Head">
/// The oldest that the broker has not refused yet, else the oldest: one that is refused again and again must not hide that all others stand still, nor be
/// taken for all of them.
/// </param>
internal sealed record Backlog(long Waiting, long Parked, DateTimeOffset? Oldest, long? Head);
