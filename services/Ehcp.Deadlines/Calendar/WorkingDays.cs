using System.Collections.Frozen;
using System.Globalization;

namespace Ehcp.Deadlines;

/// <summary>Days that are neither a weekend nor a bank holiday. Only limits in working days, and the operational date beside a statutory one, use them.</summary>
public sealed class WorkingDays
{
    private readonly FrozenSet<DateOnly> _bankHolidays;

    private WorkingDays(IReadOnlyCollection<DateOnly> bankHolidays)
    {
        _bankHolidays = bankHolidays.ToFrozenSet();
        KnownTo = new DateOnly(bankHolidays.Max().Year, 12, 31);
    }

    /// <summary>Working days of England; the bank holidays from 2014 ship with the build.</summary>
    public static WorkingDays England { get; } = new(Shipped());

    /// <summary>The last day whose bank holidays are known, inclusive. What depends on a later one is not said: see <see cref="IfKnown"/>.</summary>
    public DateOnly KnownTo { get; }

    /// <summary><paramref name="day"/>, or null when it lies after <see cref="KnownTo"/>: a count that ends there would be a guess.</summary>
    /// <param name="day">The last day a count came to.</param>
    public DateOnly? IfKnown(DateOnly day) => day <= KnownTo ? day : null;

    /// <summary>The operational date of a limit: the last working day that is not after its last day; null when bank holidays are not known so far ahead.</summary>
    /// <param name="lastDay">Last day in time; null gives null.</param>
    public DateOnly? OperationalDate(DateOnly? lastDay) => lastDay is { } day && day <= KnownTo ? OnOrBefore(day) : null;

    /// <summary>Whether <paramref name="day"/> is a bank holiday.</summary>
    /// <param name="day">Any date.</param>
    public bool IsBankHoliday(DateOnly day) => _bankHolidays.Contains(day);

    /// <summary>Whether <paramref name="day"/> is neither Saturday, Sunday nor a bank holiday.</summary>
    /// <param name="day">Any date.</param>
    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsBankHoliday(day);

    /// <summary>The last working day that is not after <paramref name="day"/>.</summary>
    /// <param name="day">Any date.</param>
    public DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>The first working day that is not before <paramref name="day"/>.</summary>
    /// <param name="day">Any date.</param>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The day that is <paramref name="workingDays"/> working days after <paramref name="day"/>, which is not counted itself.</summary>
    /// <param name="day">Any date.</param>
    /// <param name="workingDays">How many; negative counts back, 0 gives the day itself.</param>
    public DateOnly Add(DateOnly day, int workingDays)
    {
        var step = Math.Sign(workingDays);
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
            {
                left--;
            }
        }

        return day;
    }

    private static List<DateOnly> Shipped()
    {
        using var stream = typeof(WorkingDays).Assembly.GetManifestResourceStream("BankHolidaysEngland.csv")
            ?? throw new InvalidOperationException("The build lacks its list of bank holidays.");
        using var reader = new StreamReader(stream);
        var days = new List<DateOnly>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            days.Add(DateOnly.ParseExact(line.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return days;
    }
}
