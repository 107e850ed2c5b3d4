using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Policy;

/// <summary>When mails may leave. What falls due outside it waits, and goes as one mail.</summary>
internal sealed class SendingWindow
{
    private static readonly TimeOnly Opens = new(8, 0);
    private static readonly TimeOnly Closes = new(18, 0);

    private readonly Func<DateTimeOffset, WorkingDays, bool> _isOpen;

    private SendingWindow(Func<DateTimeOffset, WorkingDays, bool> isOpen) => _isOpen = isOpen;

    /// <summary>08:00 to 18:00 London on working days.</summary>
    internal static SendingWindow WorkingHours { get; } = new((now, calendar) =>
    {
        var london = TimeZoneInfo.ConvertTime(now, LondonCalendar.Zone).DateTime;
        return calendar.IsWorkingDay(DateOnly.FromDateTime(london)) && TimeOnly.FromDateTime(london).IsBetween(Opens, Closes);
    });

    internal static SendingWindow Always { get; } = new((_, _) => true);

    internal bool IsOpen(DateTimeOffset now, WorkingDays calendar) => _isOpen(now, calendar);

    internal static SendingWindow? Find(string name) => name switch
    {
        "working-hours" => WorkingHours,
        "always" => Always,
        _ => null,
    };
}
