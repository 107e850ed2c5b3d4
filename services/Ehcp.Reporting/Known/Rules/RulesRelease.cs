using System.Globalization;

namespace Ehcp.Reporting.Known.Rules;

/// <summary>A release of the rules, <c>2026.1</c>: as text 2026.10 would come before 2026.9.</summary>
internal readonly record struct RulesRelease(int Year, int Number) : IComparable<RulesRelease>
{
    internal static RulesRelease Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return new(Whole(text.AsSpan(0, Math.Max(0, dot))), Whole(text.AsSpan(dot + 1)));
    }

    public int CompareTo(RulesRelease other) => (Year, Number).CompareTo((other.Year, other.Number));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year}.{Number}");

    private static int Whole(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
