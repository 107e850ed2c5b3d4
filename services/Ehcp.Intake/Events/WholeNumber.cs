using System.Globalization;

namespace Ehcp.Intake.Events;

/// <summary>A JSON number that is whole, read from its digits: nothing in between rounds what it cannot hold.</summary>
internal static class WholeNumber
{
    // As many as an int has.
    private const int MostDigits = 10;

    /// <param name="json">A number as JSON writes it, e.g. <c>-20.26e2</c>.</param>
    /// <param name="number">The same as an integer; 0 where it is none.</param>
    /// <returns>Whether it is whole and an <see cref="int"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out int number)
    {
        number = 0;
        var digits = json.TrimStart((byte)'-');
        var exponent = 0L;
        if (digits.IndexOfAny((byte)'e', (byte)'E') is var e and >= 0)
        {
            exponent = Exponent(digits[(e + 1)..]);
            digits = digits[..e];
        }

        var (first, last) = (digits.IndexOfAnyInRange((byte)'1', (byte)'9'), digits.LastIndexOfAnyInRange((byte)'1', (byte)'9'));
        if (first < 0)
        {
            return true;
        }

        var point = digits.IndexOf((byte)'.') is var at and >= 0 ? at : digits.Length;
        var power = exponent + (last < point ? point - last - 1 : point - last);
        if (power < 0 || last - first + power > MostDigits)
        {
            return false;
        }

        var value = 0L;
        foreach (var digit in digits[first..(last + 1)])
        {
            value = digit == '.' ? value : (value * 10) + (digit - '0');
        }

        for (; power > 0; power--)
        {
            value *= 10;
        }

        value = json[0] == '-' ? -value : value;
        number = (int)Math.Clamp(value, int.MinValue, int.MaxValue);
        return number == value;
    }

    // One that does not fit a long moves the point further than any body is long.
    private static long Exponent(ReadOnlySpan<byte> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? Math.Clamp(exponent, int.MinValue, int.MaxValue)
        : text[0] == '-' ? int.MinValue : int.MaxValue;
}
