using System.Globalization;
using CsCheck;

namespace Ehcp.Csv.Tests;

public sealed class CsvDateTests
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy", "d/M/yyyy", "dd/MM/yy", "dd.MM.yyyy", "dd-MMM-yyyy", "d MMMM yyyy", "yyyy-MMM-dd 00:00:00", "yyyyMMdd",
        "serial",
    ];

    [Theory]
    [InlineData("2026-01-05")]
    [InlineData("2026-01-05 00:00:00")]
    [InlineData("2026-01-05T14:35")]
    [InlineData("2026/01/05")]
    [InlineData("20260105")]
    [InlineData("2026-Jan-05 00:00:00")] // SEN2 blades
    [InlineData("05-Jan-2026")]
    [InlineData("5 January 2026")]
    [InlineData("05-Jan-26")] // Excel, d-mmm-yy
    [InlineData("Mon 5 Jan 2026")]
    [InlineData("Monday, 5th January 2026")]
    [InlineData("January 5, 2026")]
    [InlineData("5 Sept 2026", true, "2026-09-05")]
    [InlineData("46027")] // Excel's count of days
    [InlineData("46027.5")]
    [InlineData("2026-07-15T23:30:00Z", true, "2026-07-16")] // in London it is Thursday
    [InlineData("2026-01-05T00:30:00+02:00", true, "2026-01-04")]
    [InlineData("13/01/2026", true, "2026-01-13")] // there is no month 13
    [InlineData("01/13/2026", true, "2026-01-13")]
    [InlineData("05/05/2026", true, "2026-05-05")] // the same either way
    public void A_date_that_can_be_read_in_one_way_is_read(string text, bool isRead = true, string day = "2026-01-05")
    {
        var reading = CsvDates.TryDay(text, DateOrder.Unknown, out var read);

        Assert.Equal(isRead ? (DateReading.Read, day) : (DateReading.NoDate, "0001-01-01"), (reading, read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("05/01/2026")]
    [InlineData("5.1.2026")]
    [InlineData("01-02-2026 10:00")]
    [InlineData("05/01/26")]
    [InlineData("13/01/26")]
    public void A_date_that_can_be_read_in_two_ways_is_not_guessed(string text) =>
        Assert.Equal(DateReading.Ambiguous, CsvDates.TryDay(text, DateOrder.Unknown, out _));

    [Theory]
    [InlineData("DayFirst", "05/01/2026", "2026-01-05")]
    [InlineData("DayFirst", "5/1/26 9:05 PM", "2026-01-05")]
    [InlineData("MonthFirst", "05/01/2026", "2026-05-01")]
    [InlineData("DayFirst", "2026-01-05", "2026-01-05")]
    public void The_order_that_was_told_holds(string order, string text, string day)
    {
        Assert.Equal(DateReading.Read, CsvDates.TryDay(text, Enum.Parse<DateOrder>(order), out var read));
        Assert.Equal(day, read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("DayFirst", "01/13/2026")]
    [InlineData("MonthFirst", "13/01/2026")]
    [InlineData("DayFirst", "29/02/2026")]
    [InlineData("DayFirst", "tomorrow")]
    [InlineData("DayFirst", "5/1")]
    [InlineData("DayFirst", "2026-01-05 25:00")]
    [InlineData("DayFirst", "46027.")]
    [InlineData("DayFirst", "99999")]
    [InlineData("DayFirst", "1/2/3/4")]
    [InlineData("DayFirst", "05/01/126")]
    [InlineData("DayFirst", "")]
    public void What_is_no_date_is_none(string order, string text) =>
        Assert.Equal(DateReading.NoDate, CsvDates.TryDay(text, Enum.Parse<DateOrder>(order), out _));

    [Fact]
    public void Every_day_comes_back_from_every_way_to_write_it() => Gen.Select(Gen.Int[0, 4_500], Gen.Int[0, Formats.Length - 1])
        .Sample((days, at) =>
        {
            var (day, format) = (new DateOnly(2014, 9, 1).AddDays(days), Formats[at]);
            var text = format == "serial" ? (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)
                : day.ToDateTime(TimeOnly.MinValue).ToString(format, CultureInfo.InvariantCulture);
            return CsvDates.TryDay(text, DateOrder.DayFirst, out var read) == DateReading.Read && read == day;
        });

    [Theory]
    [InlineData("2026-07-01T10:00:00+01:00", "2026-07-01 09:00")]
    [InlineData("01/07/2026 10:00", "2026-07-01 09:00")] // London's summer time
    [InlineData("05/01/2026 10:00", "2026-01-05 10:00")]
    [InlineData("05/01/2026", "2026-01-05 00:00")]
    public void A_time_without_an_offset_is_Londons(string text, string utc)
    {
        Assert.Equal(DateReading.Read, CsvDates.TryInstant(text, DateOrder.DayFirst, out var instant));
        Assert.Equal(utc, instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }
}
