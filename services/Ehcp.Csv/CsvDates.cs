using System.Globalization;
using Ehcp.Contracts;

namespace Ehcp.Csv;

/// <summary>In which order a file writes the numbers of a date.</summary>
public enum DateOrder
{
    /// <summary>Not told: then only what can be read in one way is read.</summary>
    Unknown,

    /// <summary>05/01/2026 is the fifth of January.</summary>
    DayFirst,

    /// <summary>05/01/2026 is the first of May.</summary>
    MonthFirst,
}

/// <summary>What became of a text that should be a date.</summary>
public enum DateReading
{
    Read,
    NoDate,

    /// <summary>It is one date if the day comes first, and another if the month does.</summary>
    Ambiguous,
}

/// <summary>Dates as spreadsheets and extracts write them. Nothing is guessed.</summary>
public static class CsvDates
{
    // 1 September 2014 and 2100, in Excel's count of days: no other way to write a date of our time is five digits alone.
    private const int FirstSerial = 41_883;
    private const int LastSerial = 73_050;

    private static readonly DateOnly ExcelDayZero = new(1899, 12, 30);

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Instants =
        ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt"];

    /// <summary>The date of a text; of one with a time and an offset, London's.</summary>
    public static DateReading TryDay(string text, DateOrder order, out DateOnly day)
    {
        var reading = TryMoment(text, order, out var moment);
        day = reading == DateReading.Read ? moment.Day : default;
        return reading;
    }

    /// <summary>The instant of a text; where it has no offset its time is London's, and where it has no time it is the beginning of the day.</summary>
    public static DateReading TryInstant(string text, DateOrder order, out DateTimeOffset instant)
    {
        var reading = TryMoment(text, order, out var moment);
        instant = reading != DateReading.Read ? default : moment.Instant
            ?? (moment.Time is { } time ? InLondon(moment.Day.ToDateTime(time)) : LondonCalendar.StartOf(moment.Day));
        return reading;
    }

    private static DateTimeOffset InLondon(DateTime wall) => new DateTimeOffset(wall, LondonCalendar.Zone.GetUtcOffset(wall)).ToUniversalTime();

    private static DateReading TryMoment(string text, DateOrder order, out (DateOnly Day, TimeOnly? Time, DateTimeOffset? Instant) moment)
    {
        moment = default;
        if (text.Length is 0 or > 40)
        {
            return DateReading.NoDate;
        }

        if (HasOffset(text))
        {
            if (!DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                return DateReading.NoDate;
            }

            moment = (LondonCalendar.DayOf(instant), null, instant.ToUniversalTime());
            return DateReading.Read;
        }

        if (TrySerial(text, out var day, out var time))
        {
            moment = (day, time, null);
            return DateReading.Read;
        }

        var (date, clock) = Split(text);
        if (clock.Length > 0)
        {
            if (!TimeOnly.TryParseExact(clock, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            {
                return DateReading.NoDate;
            }

            time = read;
        }

        var reading = TryCalendar(date, order, out day);
        moment = (day, time, null);
        return reading;
    }

    // Behind the time: a Z, or hours and minutes with a sign.
    private static bool HasOffset(string text) =>
        text.Length >= 17 && text.Contains(':', StringComparison.Ordinal)
        && (text[^1] is 'Z' or 'z' || (text.Length > 19 && text[^6] is '+' or '-' && text[^3] == ':'));

    private static (string Date, string Time) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var gap = colon < 0 ? -1 : text.LastIndexOfAny([' ', 'T'], colon);
        return gap < 0 ? (text, "") : (text[..gap].TrimEnd(), text[(gap + 1)..].Trim());
    }

    private static bool TrySerial(string text, out DateOnly day, out TimeOnly? time)
    {
        (day, time) = (default, null);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        if (whole.Length != 5 || !int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            || serial is < FirstSerial or > LastSerial)
        {
            return false;
        }

        if (point >= 0)
        {
            if (!double.TryParse(text.AsSpan(point), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) || point == text.Length - 1)
            {
                return false;
            }

            time = TimeOnly.MinValue.Add(TimeSpan.FromSeconds(Math.Min(Math.Round(part * 86_400), 86_399)));
        }

        day = ExcelDayZero.AddDays(serial);
        return true;
    }

    private static DateReading TryCalendar(string text, DateOrder order, out DateOnly day)
    {
        day = default;
        if (text.Length == 8 && IsNumber(text))
        {
            return Make(Number(text[..4]), Number(text[4..6]), Number(text[6..]), out day);
        }

        var parts = text.Split(['/', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 4 && IsDayOfWeek(parts[0]))
        {
            parts = parts[1..];
        }

        if (parts.Length != 3)
        {
            return DateReading.NoDate;
        }

        if (MonthOf(parts[1]) is { } named)
        {
            return IsNumber(parts[0]) && parts[0].Length == 4 && IsNumber(parts[2]) && parts[2].Length <= 2
                ? Make(Number(parts[0]), named, Number(parts[2]), out day)
                : Day(parts[0]) is { } first && Year(parts[2]) is { } year ? Make(year, named, first, out day)
                : DateReading.NoDate;
        }

        if (MonthOf(parts[0]) is { } leading)
        {
            return Day(parts[1].TrimEnd(',')) is { } of && Year(parts[2]) is { } year ? Make(year, leading, of, out day) : DateReading.NoDate;
        }

        if (!parts.All(IsNumber))
        {
            return DateReading.NoDate;
        }

        if (parts[0].Length == 4)
        {
            return parts[1].Length <= 2 && parts[2].Length <= 2 ? Make(Number(parts[0]), Number(parts[1]), Number(parts[2]), out day) : DateReading.NoDate;
        }

        return parts[0].Length <= 2 && parts[1].Length <= 2 ? TryOrdered(parts, order, out day) : DateReading.NoDate;
    }

    private static DateReading TryOrdered(string[] parts, DateOrder order, out DateOnly day)
    {
        day = default;
        var (first, second) = (Number(parts[0]), Number(parts[1]));
        if (Year(parts[2]) is not { } year)
        {
            return DateReading.NoDate;
        }

        if (order != DateOrder.Unknown)
        {
            return order == DateOrder.DayFirst ? Make(year, second, first, out day) : Make(year, first, second, out day);
        }

        // Three numbers of two digits might as well begin with the year.
        if (parts[2].Length == 2 || (first <= 12 && second <= 12 && first != second))
        {
            return DateReading.Ambiguous;
        }

        return first > 12 ? Make(year, second, first, out day) : Make(year, first, second, out day);
    }

    private static DateReading Make(int year, int month, int dayOfMonth, out DateOnly day)
    {
        day = default;
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return DateReading.NoDate;
        }

        day = new DateOnly(year, month, dayOfMonth);
        return DateReading.Read;
    }

    // Nothing of this law was done before 2014, so a year of two digits is of this century.
    private static int? Year(string text) => !IsNumber(text) ? null : text.Length switch
    {
        4 => Number(text),
        2 => 2000 + Number(text),
        _ => null,
    };

    private static int? Day(string text)
    {
        var digits = text.TrimEnd('s', 't', 'n', 'd', 'r', 'h');
        return digits.Length is 1 or 2 && IsNumber(digits) ? Number(digits) : null;
    }

    private static int? MonthOf(string text)
    {
        if (text.Length < 3 || !char.IsAsciiLetter(text[0]))
        {
            return null;
        }

        var month = Array.FindIndex(Months, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) + 1;
        return month > 0 && (text.Length == 3
            || string.Equals(text, CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month), StringComparison.OrdinalIgnoreCase)
            || string.Equals(text, "sept", StringComparison.OrdinalIgnoreCase)) ? month : null;
    }

    private static bool IsDayOfWeek(string text) =>
        Array.Exists(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsNumber(string text) => text.Length is > 0 and <= 8 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
