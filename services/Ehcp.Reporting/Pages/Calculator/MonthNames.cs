using System.Globalization;

namespace Ehcp.Reporting.Pages.Calculator;

/// <summary>A month as people write it into GOV.UK's date input: a number, its English name, or the first three letters of it; "sept" too.</summary>
internal static class MonthNames
{
    private const int ShortName = 3;

    /// <summary>The month as a number, "1" to "12", where the text is the name of one; any other text as it is.</summary>
    internal static string AsNumber(string text)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;
        for (var month = 0; month < 12; month++)
        {
            if (Is(text, names[month]) || Is(text, names[month][..ShortName]) || (month == 8 && Is(text, "sept")))
            {
                return (month + 1).ToString(CultureInfo.InvariantCulture);
            }
        }

        return text;
    }

    private static bool Is(string text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
}
