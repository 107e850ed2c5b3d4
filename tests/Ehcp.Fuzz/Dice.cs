using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Ehcp.Fuzz;

/// <summary>Chance that is the same for the same seed and place.</summary>
[SuppressMessage("Security", "CA5394", Justification = "It is to be foretold.")]
internal sealed class Dice(int seed, int place)
{
    private readonly Random _random = new(unchecked((seed * 486_187_739) + (place * 16_777_619)));

    private static readonly string[] Texts =
    [
        "", " ", "\t", "Jane Smith", "jane.smith@example.org", "A123456789012", "943 476 5919", "4505577104", "QQ 12 34 56 C", "+44 7700 900123",
        "0121 496 0000", "B4 7DJ", "SW1A 1AA", "12/03/2015", "2015-03-12", "1 March 2015", "'; drop table ledger; --", "<script>alert(1)</script>", "=1+1",
        "@SUM(A1)", "\u202Egnp.exe", "é", "e\u0301", "ﬁ", "Ａ", "𝔄", "🙂", "\u00A0x", "x\u200B", "ß", "İ", "a\u0000b", "a\nb", "a\r\nb", "\u0085", "\uFEFFx", "\uFFFF",
        "null", "true", "NaN", "-1", "0", "1.0", "1e3", "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "2014-08-31", "2026-1-5", "20260105", "05/01/2026",
        "46027", "2026-01-05T00:00:00Z", "2026-01-05T24:00:00Z", "2026-06-30T23:59:60Z", "2026-01-05T09:30:00", "2026-01-05 09:30:00Z", "2026-01-05T09:30:00+25:00",
        "2026-01-05T09:30:00.1234567890Z", "E08000025", "e08000025", "330", "E99999999", "000", "W06000015", "../../etc/passwd", "%00", "{{7*7}}", "\\", "\"", "'", ",", ";",
    ];

    public int Below(int limit) => _random.Next(limit);

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool OneIn(int times) => _random.Next(times) == 0;

    public T Of<T>(IReadOnlyList<T> things) => things[_random.Next(things.Count)];

    public string Letters(string alphabet, int least, int most)
    {
        var text = new StringBuilder();
        for (var left = Between(least, most); left > 0; left--)
        {
            text.Append(alphabet[_random.Next(alphabet.Length)]);
        }

        return text.ToString();
    }

    /// <summary>A text that has no place in most fields.</summary>
    public string Junk() => Below(8) switch
    {
        0 => Letters("abcXYZ019 _.:-éß'@/", 1, 300),
        1 => new string(Of(["a", "0", "é", " "])[0], Of([64, 65, 256, 257, 4_000, 70_000])),
        2 => string.Create(CultureInfo.InvariantCulture, $"{Letters("ABCDEFGH", 1, 1)}{_random.NextInt64(10_000_000_000, 999_999_999_999)}"),
        3 => string.Create(CultureInfo.InvariantCulture, $"{Between(1, 31)}/{Between(1, 12)}/{Between(1990, 2030)}"),
        4 => Of(Texts) + Of(Texts),
        _ => Of(Texts),
    };
}
