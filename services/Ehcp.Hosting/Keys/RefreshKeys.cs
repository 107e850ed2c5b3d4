using System.Diagnostics.Metrics;
using Ehcp.Contracts;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// Reads the table of keys every two seconds, so that what another instance changed holds here too. While it cannot be read the keys of before go on; that a
/// key or an old secret ends is known by the clock.
/// </summary>
internal sealed class RefreshKeys : Pass, IHostedLifecycleService
{
    /// <summary>From this many days before its last day on a key is told of, in the log and in the metrics.</summary>
    internal const int DaysAhead = 14;

    /// <summary>When to come again where it has not been read yet: in seconds.</summary>
    internal const string RetryAfter = "5";

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);
    // A start waits for it, and the first connection of a process takes seconds where others start beside it on few processors.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly KeyTable _table;
    private readonly ApiKeyRing _ring;
    private readonly TimeProvider _clock;
    private readonly ILogger<RefreshKeys> _log;
    private DateOnly _told;

    public RefreshKeys(KeyTable table, ApiKeyRing ring, IMeterFactory meters, TimeProvider clock, ILogger<RefreshKeys> log)
        : base(
            "The table of keys cannot be read; the keys that were read before go on", "The table of keys is read again",
            new Pace(Often) { LongestPause = TimeSpan.FromSeconds(5), Deadline = TimeSpan.FromSeconds(30) }, clock, log)
    {
        (_table, _ring, _clock, _log) = (table, ring, clock, log);
        meters.Create("Ehcp.Hosting").CreateObservableGauge(
            "ehcp.keys.expiring", () => Expiring().Count(), "{key}", $"Keys of the table that open nothing any more within {DaysAhead} days");
    }

    /// <summary>Reads the table now: what was just changed here holds here at once.</summary>
    internal Task RefreshAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    /// <summary>Tries to read it before the first request comes. A database that is away does not hold up the start.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Watchdog.RunAsync(RunAsync, Patience, _clock, cancellationToken);
        }
        catch (Exception away) when (away is TimeoutException or Npgsql.PostgresException || DatabaseTrouble.Is(away))
        {
            // It is away, or its schema is not there yet: the first pass says so.
            _ring.CouldNotBeRead();
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        _ring.Use(await _table.SecretsAsync(cancellationToken));
        var today = _clock.LondonToday;
        if (_told != today)
        {
            _told = today;
            foreach (var key in Expiring())
            {
                _log.LogWarning("The key {Key} opens nothing any more after {Day}", key.Name, key.ExpiresOn!.Value.ToString("O"));
            }
        }

        return false;
    }

    private IEnumerable<StoredKey> Expiring() =>
        _ring.TableKeys.Where(key => key.ExpiresOn is { } last && last >= _clock.LondonToday && last <= _clock.LondonToday.AddDays(DaysAhead));
}
