namespace Ehcp.Csv;

/// <summary>How a file separates its columns, found out from its beginning.</summary>
/// <param name="Separator">Comma, semicolon, tab or bar.</param>
/// <param name="Start">Where the header begins, in characters.</param>
/// <param name="LinesBefore">Lines before it.</param>
internal readonly record struct CsvDialect(char Separator, int Start, int LinesBefore)
{
    private const string Separators = ",;\t|";

    /// <summary>Reads Excel's line <c>sep=;</c> where there is one; else counts the separators of the first line that is not blank, outside quotes.</summary>
    public static CsvDialect Of(ReadOnlySpan<char> beginning)
    {
        var (start, lines) = SkipBlank(beginning, 0, 0);
        if (beginning[start..].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && beginning.Length > start + 4
            && EndOf(beginning[(start + 5)..]) is { } end)
        {
            (var after, lines) = SkipBlank(beginning, start + 5 + end, lines + 1);
            return new(beginning[start + 4], after, lines);
        }

        Span<int> counts = stackalloc int[Separators.Length];
        var quoted = false;
        foreach (var letter in beginning[start..])
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && letter is '\n' or '\r')
            {
                break;
            }
            else if (!quoted && Separators.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var which)
            {
                counts[which]++;
            }
        }

        var most = 0;
        for (var which = 1; which < counts.Length; which++)
        {
            most = counts[which] > counts[most] ? which : most;
        }

        return new(Separators[most], start, lines);
    }

    // The length of a line end right here; null where something else stands.
    private static int? EndOf(ReadOnlySpan<char> text) => text switch
    {
        ['\r', '\n', ..] => 2,
        ['\n' or '\r', ..] => 1,
        _ => null,
    };

    private static (int Start, int Lines) SkipBlank(ReadOnlySpan<char> text, int at, int lines)
    {
        while (true)
        {
            var next = at;
            while (next < text.Length && text[next] is ' ' or '\uFEFF')
            {
                next++;
            }

            if (next >= text.Length || EndOf(text[next..]) is not { } end)
            {
                return (at, lines);
            }

            (at, lines) = (next + end, lines + 1);
        }
    }
}
