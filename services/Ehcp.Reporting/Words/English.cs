using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Words;

/// <summary>Numbers, dates and times as an English reader expects them.</summary>
internal static class English
{
    internal static string Date(DateOnly day) => EnglishDates.Plain(day);

    internal static string Date(DateOnly? day) => day is { } known ? Date(known) : "";

    internal static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>With its ending: <c>42nd</c>, <c>112th</c>.</summary>
    internal static string Ordinal(int number)
    {
        var ending = (number % 100 is >= 11 and <= 13 ? 0 : number % 10) switch
        {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{ending}");
    }

    /// <summary>Rounded half up to a tenth, as DfE prints it; a dash where there is nothing to take a share of.</summary>
    internal static string Percent(int part, int whole) => whole == 0 ? "–" : Tenths(part, whole).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    internal static double PercentNumber(int part, int whole) => whole == 0 ? 0 : (double)Tenths(part, whole);

    /// <summary>A share of 0 to 1 as <see cref="Percent"/> writes it; a dash for none.</summary>
    internal static string Share(double? share) => share is { } known
        ? Math.Round((decimal)known * 100, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture) + "%"
        : "–";

    /// <summary>A figure in its unit to one decimal, shares in per cent; a count whole. Null where there is none.</summary>
    /// <param name="unit"><c>share</c>, <c>weeks</c> or <c>number</c>.</param>
    internal static string? Rounded(string unit, double? value) => value is not { } known ? null : unit == "number"
        ? known.ToString("0", CultureInfo.InvariantCulture)
        : Math.Round((decimal)known * (unit == "share" ? 100 : 1), 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    internal static string Count(int number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>In London: <c>07:41 today</c>, else <c>07:41 on 25 May 2026</c>.</summary>
    internal static string Time(DateTimeOffset instant, DateOnly today)
    {
        var day = LondonCalendar.DayOf(instant);
        return Clock(instant) + (day == today ? " today" : $" on {Date(day)}");
    }

    internal static string DateAndTime(DateTimeOffset instant) => $"{Date(LondonCalendar.DayOf(instant))}, {Clock(instant)}";

    /// <summary>A wire name in words: <c>educational-psychology</c> becomes <c>educational psychology</c>.</summary>
    internal static string Words(string code) => code.Replace('-', ' ');

    /// <summary>A field's wire name in words: <c>receivedOn</c> becomes <c>received on</c>.</summary>
    internal static string Field(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>Words as the beginning of a sentence.</summary>
    internal static string Capital(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];

    internal static string Sentence(string code) => code.Length == 0 ? "" : char.ToUpperInvariant(code[0]) + Words(code)[1..];

    private static string Clock(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, LondonCalendar.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static decimal Tenths(int part, int whole) => Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
}
