using System.Diagnostics.Metrics;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.BankHolidays;
using Ehcp.Hosting.Passes;
using Ehcp.Scheduler.Recalculations;
using Ehcp.Scheduler.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Scheduler.BankHolidays;

/// <summary>
/// Keeps the bank holidays up to date from their source, and alarms while they are known for less than a year ahead. A list that says
/// something new has every open case recalculated; one that cannot be read or is not whole changes nothing.
/// </summary>
internal sealed class RefreshBankHolidays : Pass
{
    /// <summary>Known for less than this ahead, somebody must act: a limit that starts today may reach beyond.</summary>
    private const int AlarmDays = 365;

    private static readonly TimeSpan LongestAtStart = TimeSpan.FromSeconds(15);

    private readonly BankHolidayFeed _feed;
    private readonly NpgsqlDataSource _database;
    private readonly LawInForce _law;
    private readonly TimeProvider _clock;
    private readonly ILogger<RefreshBankHolidays> _log;
    private bool _recalculationIsDue;
    private DateOnly _alarmedOn;

    public RefreshBankHolidays(
        BankHolidayFeed feed, NpgsqlDataSource database, LawInForce law, IOptions<BankHolidaySettings> settings, IMeterFactory meters, TimeProvider clock,
        ILogger<RefreshBankHolidays> log)
        : base("The bank holidays could not be refreshed; those known stay in use", "The bank holidays are refreshed again", settings.Value.Pace, clock, log)
    {
        (_feed, _database, _law, _clock, _log) = (feed, database, law, clock, log);
        meters.Create(SchedulerTelemetry.Name).CreateObservableGauge(
            "ehcp.scheduler.bank_holidays.known", () => DaysAhead(), "d", "Days from today for which bank holidays are known.");
    }

    /// <summary>Once before any case is folded, so that a restart does not compute by an older list. A source that does not answer holds no start up.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Watchdog.RunAsync(LearnAsync, LongestAtStart, _clock, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The first pass meets it again at once, and says so.
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return false;
    }

    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LearnAsync(cancellationToken);
            await RecalculateAsync(cancellationToken);
        }
        finally
        {
            Alarm();
        }
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        if (await _feed.ReadAsync(cancellationToken) is not { } list)
        {
            return;
        }

        var known = _law.Current.Calendar;
        var learned = known.With(list);
        if (!ReferenceEquals(known, learned))
        {
            _law.Use(learned);
            _recalculationIsDue = true;
            _log.LogInformation("A new list of bank holidays is in use, known to {KnownTo}", learned.KnownTo);
        }
    }

    // While another one runs it is asked for again at the next refresh.
    private async Task RecalculateAsync(CancellationToken cancellationToken) =>
        _recalculationIsDue = _recalculationIsDue && await RecalculationTable.AddAsync(
            _database, dryRun: false, _law.Current.Timetable.Release, "bank holidays", _clock.GetUtcNow(), cancellationToken) is null;

    private void Alarm()
    {
        var today = _clock.LondonToday;
        if (DaysAhead() < AlarmDays && _alarmedOn != today)
        {
            _alarmedOn = today;
            _log.LogWarning(
                "Bank holidays are known to {KnownTo} only, less than 12 months ahead: set {Setting}, or install a newer release",
                _law.Current.Calendar.KnownTo, $"{BankHolidaySettings.Section}:{nameof(BankHolidaySettings.Source)}");
        }
    }

    private int DaysAhead() => _law.Current.Calendar.KnownTo.DayNumber - _clock.LondonToday.DayNumber;
}
