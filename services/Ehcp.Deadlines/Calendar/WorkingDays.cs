using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Deadlines;

/// <summary>Days that are neither a weekend nor a bank holiday. Only limits in working days, and the operational date beside a statutory one, use them. It
/// never changes.</summary>
public sealed class WorkingDays
{
    private readonly FrozenSet<DateOnly> _bankHolidays;

    private WorkingDays(IReadOnlyCollection<DateOnly> bankHolidays)
    {
        _bankHolidays = bankHolidays.ToFrozenSet();
        KnownTo = new DateOnly(bankHolidays.Max().Year, 12, 31);
        Edition = EditionOf(KnownTo, [.. _bankHolidays.Order()]);
    }

    /// <summary>Working days of England, with the bank holidays from 2014 that ship with the build.</summary>
    public static WorkingDays Shipped { get; } = new(ReadShipped());

    /// <summary>
    /// Name of the list, from what it holds: equal lists have equal names, wherever they were read. Names compared character by character (ordinal) are in the
    /// order of the lists: one that is known for longer is the higher; then one with more bank holidays, for a proclamation adds them; then one whose days lie
    /// later, for a bank holiday that was moved has always been moved to a later day (1995, 2020).
    /// </summary>
    public string Edition { get; }

    /// <summary>These working days with a newer list: it replaces what is known of every year from its first to its last, both included; other years
    /// stay.</summary>
    /// <param name="bankHolidays">Bank holidays of England; a year it holds at all must be whole.</param>
    /// <returns>This same object when the list says nothing new.</returns>
    /// <exception cref="ArgumentException">The list is empty, has a year of fewer than the eight there are in England, or leaves a gap of years.</exception>
    public WorkingDays With(IReadOnlyCollection<DateOnly> bankHolidays)
    {
        if (bankHolidays.Count == 0)
        {
            throw new ArgumentException("The list of bank holidays is empty.", nameof(bankHolidays));
        }

        var (first, last) = (bankHolidays.Min().Year, bankHolidays.Max().Year);
        for (var year = first; year <= last; year++)
        {
            // More by proclamation, never fewer.
            if (bankHolidays.Where(day => day.Year == year).Distinct().Count() < 8)
            {
                throw new ArgumentException($"The list of bank holidays is not whole: England has at least eight in {year}.", nameof(bankHolidays));
            }
        }

        if (first > KnownTo.Year + 1)
        {
            throw new ArgumentException($"The list of bank holidays begins in {first}, and nothing is known from {KnownTo.Year + 1} to then.",
                nameof(bankHolidays));
        }

        var merged = _bankHolidays.Where(day => day.Year < first || day.Year > last).Concat(bankHolidays).ToHashSet();
        return merged.SetEquals(_bankHolidays) ? this : new(merged);
    }

    /// <summary>The bank holidays, in no order.</summary>
    public IReadOnlyCollection<DateOnly> BankHolidays => _bankHolidays;

    /// <summary>The last day whose bank holidays are known, inclusive. What depends on a later one is not said: see <see cref="IfKnown"/>.</summary>
    public DateOnly KnownTo { get; }

    /// <summary><paramref name="day"/>, or null when it lies after <see cref="KnownTo"/>: a count that ends there would be a guess.</summary>
    /// <param name="day">The last day a count came to.</param>
    public DateOnly? IfKnown(DateOnly day) => day <= KnownTo ? day : null;

    /// <summary>The operational date of a limit: the last working day that is not after its last day; null when bank holidays are not known so far
    /// ahead.</summary>
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

    /// <summary>How many working days lie after <paramref name="day"/>, up to and including <paramref name="until"/>; 0 when it is not later.</summary>
    /// <param name="day">The day that is not counted.</param>
    /// <param name="until">The last day that is.</param>
    public int Between(DateOnly day, DateOnly until)
    {
        var count = 0;
        for (var each = day.AddDays(1); each <= until; each = each.AddDays(1))
        {
            count += IsWorkingDay(each) ? 1 : 0;
        }

        return count;
    }

    private static string EditionOf(DateOnly knownTo, DateOnly[] inOrder)
    {
        var sum = inOrder.Sum(day => (long)day.DayNumber);
        var content = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', inOrder.Select(day => day.ToString("O", CultureInfo.InvariantCulture)))));
        return string.Create(
            CultureInfo.InvariantCulture, $"{knownTo:yyyy-MM-dd}.{inOrder.Length:D4}.{sum:D12}.{Convert.ToHexStringLower(content.AsSpan(0, 4))}");
    }

    private static List<DateOnly> ReadShipped()
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
