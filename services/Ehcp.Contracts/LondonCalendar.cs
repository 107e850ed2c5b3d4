namespace Ehcp.Contracts;

/// <summary>London's days: the only meaning of "today" in a fact and in the law.</summary>
public static class LondonCalendar
{
    /// <summary>Europe/London, with its summer time.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    extension(TimeProvider clock)
    {
        /// <summary>Today's date in London: UTC is an hour behind it in summer.</summary>
        public DateOnly LondonToday => DayOf(clock.GetUtcNow());
    }

    /// <summary>The London date of <paramref name="instant"/>.</summary>
    /// <param name="instant">Any instant.</param>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of <paramref name="day"/> in London, in UTC. A limit whose last day is the day before is breached from here.</summary>
    /// <param name="day">A London date. Clocks change at one o'clock, so midnight always exists, once.</param>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
