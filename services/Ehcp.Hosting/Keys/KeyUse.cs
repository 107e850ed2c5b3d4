using System.Threading.RateLimiting;
using Ehcp.Contracts;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// What this instance has seen of a key of the table: when it was last used, how much it did today, and how fast it comes. It outlives a renewed list of keys.
/// </summary>
internal sealed class KeyUse(string name) : IDisposable
{
    // A request that just ended a window of a minute must not let a whole minute's worth through again.
    private const int Segments = 6;

    private readonly Lock _gate = new();
    private RateLimiter? _limiter;
    private int? _requestsPerMinute;
    private int? _dailyQuota;
    private DateOnly _day;
    private long _known;
    private bool _isWriting;
    private long _writing;
    private long _waiting;
    private long _lastUsed;
    private long _lastWritten;

    internal string Name => name;

    /// <summary>How many requests each instance takes in a minute; null for any number.</summary>
    internal int? RequestsPerMinute => _requestsPerMinute;

    /// <summary>How much it may do on a London day; null for any amount.</summary>
    internal int? DailyQuota => _dailyQuota;

    /// <summary>Whether it is bounded at all.</summary>
    internal bool IsBounded => _requestsPerMinute is not null || _dailyQuota is not null;

    /// <summary>Holds from now on. What was used stays used.</summary>
    internal void Bound(int? requestsPerMinute, int? dailyQuota)
    {
        lock (_gate)
        {
            _dailyQuota = dailyQuota;
            if (requestsPerMinute == _requestsPerMinute)
            {
                return;
            }

            var before = _limiter;
            _limiter = requestsPerMinute is { } most
                ? new SlidingWindowRateLimiter(new() { PermitLimit = most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = Segments, QueueLimit = 0 })
                : null;
            _requestsPerMinute = requestsPerMinute;
            before?.Dispose();
        }
    }

    /// <summary>Notes what all instances together have written down.</summary>
    /// <param name="used">How much.</param>
    /// <param name="on">On which London day.</param>
    internal void Learn(long used, DateOnly on)
    {
        lock (_gate)
        {
            Turn(on);
            if (on == _day)
            {
                // It only grows: what was read before the last writing is older.
                _known = Math.Max(_known, used);
            }
        }
    }

    /// <summary>It was used.</summary>
    internal void Touch(DateTimeOffset now) => Volatile.Write(ref _lastUsed, now.UtcTicks);

    /// <summary>Takes one request of those of this minute.</summary>
    /// <param name="wait">How long to wait before the next is taken; at least a second.</param>
    internal bool TryAsk(out TimeSpan wait)
    {
        wait = TimeSpan.FromSeconds(1);
        if (_limiter is not { } limiter)
        {
            return true;
        }

        using var lease = Lease(limiter);
        if (lease is null or { IsAcquired: true })
        {
            return true;
        }

        wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > wait ? after : TimeSpan.FromMinutes(1) / Segments;
        return false;
    }

    /// <summary>Takes so much of what it may do today: all of it or, where less is left, none.</summary>
    /// <param name="count">How much.</param>
    /// <param name="today">The London day.</param>
    /// <param name="left">How much was left before.</param>
    internal bool TryTake(int count, DateOnly today, out long left)
    {
        lock (_gate)
        {
            Turn(today);
            left = _dailyQuota is { } quota ? Math.Max(0, quota - _known - _writing - _waiting) : long.MaxValue;
            if (count > left)
            {
                return false;
            }

            _waiting += count;
            return true;
        }
    }

    /// <summary>What is to be written down now; null for nothing. It counts as being written until <see cref="Wrote"/> or <see cref="Failed"/>.</summary>
    internal Part? ToWrite(DateTimeOffset now, TimeSpan pause)
    {
        lock (_gate)
        {
            var lastUsed = Volatile.Read(ref _lastUsed);
            var isDue = now.UtcTicks - _lastWritten >= pause.Ticks;
            var counts = _waiting > 0 && (_dailyQuota is not null || isDue);
            var touches = lastUsed > _lastWritten && isDue;
            if (lastUsed == 0 || _isWriting || !(counts || touches))
            {
                return null;
            }

            (_isWriting, _writing, _waiting) = (true, _waiting, 0);
            return new(this, _day == default ? LondonCalendar.DayOf(now) : _day, _writing, new(lastUsed, TimeSpan.Zero));
        }
    }

    internal void Wrote(DateTimeOffset now, long used, DateOnly on)
    {
        lock (_gate)
        {
            (_isWriting, _writing) = (false, 0);
            _lastWritten = now.UtcTicks;
        }

        Learn(used, on);
    }

    internal void Failed()
    {
        lock (_gate)
        {
            _waiting += _writing;
            (_isWriting, _writing) = (false, 0);
        }
    }

    public void Dispose() => _limiter?.Dispose();

    // One that was just replaced counts no more.
    private static RateLimitLease? Lease(RateLimiter limiter)
    {
        try
        {
            return limiter.AttemptAcquire();
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private void Turn(DateOnly day)
    {
        if (day > _day)
        {
            (_day, _known, _waiting, _writing) = (day, 0, 0, 0);
        }
    }

    /// <summary>What is to be written down of a key.</summary>
    /// <param name="Use">Of which.</param>
    /// <param name="Day">Of which London day.</param>
    /// <param name="Used">How much more it did.</param>
    /// <param name="At">When it was last used.</param>
    internal sealed record Part(KeyUse Use, DateOnly Day, long Used, DateTimeOffset At);
}
