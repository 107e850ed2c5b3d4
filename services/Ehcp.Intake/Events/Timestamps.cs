namespace Ehcp.Intake.Events;

/// <summary>Dates and instants as the wire writes them. The framework's parsers take more than that, or throw.</summary>
internal static class Timestamps
{
    /// <summary>A date of the calendar, <c>YYYY-MM-DD</c>.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>An RFC 3339 date and time with an offset, as UTC, cut to microseconds.</summary>
    public static bool TryInstant(ReadOnlySpan<char> text, out DateTime instant)
    {
        instant = default;
        if (text.Length < 20 || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':'
            || !TryDate(text[..10], out var date)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || hour > 23 || minute > 59 || second > 59
            || !TryFraction(text[19..], out var microseconds, out var offsetAt)
            || !TryOffset(text[(19 + offsetAt)..], out var offset))
        {
            return false;
        }

        var ticks = date.ToDateTime(new TimeOnly(hour, minute, second)).Ticks + microseconds * TimeSpan.TicksPerMicrosecond - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        instant = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Cut to the microseconds that PostgreSQL keeps, so that what is announced is what is stored.</summary>
    public static DateTime ToMicroseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    private static bool TryFraction(ReadOnlySpan<char> text, out int microseconds, out int length)
    {
        (microseconds, length) = (0, 0);
        if (text[0] != '.')
        {
            return true;
        }

        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0)
        {
            return false;
        }

        for (var at = 1; at <= 6; at++)
        {
            microseconds = microseconds * 10 + (at <= digits ? text[at] - '0' : 0);
        }

        length = digits + 1;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TryDigits(text[1..3], out var hours) || !TryDigits(text[4..], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = number * 10 + (digit - '0');
        }

        return true;
    }
}
