using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ehcp.Contracts;

/// <summary>
/// One spelling for the names of teams, areas and settings, so that what looks the same is the same: Unicode's NFKC for the Latin alphabet, one kind of
/// apostrophe and of hyphen, and single blanks. Every name is put into it before it is stored or compared.
/// </summary>
public static class NameText
{
    private static readonly FrozenDictionary<char, string> Same;
    private static readonly FrozenDictionary<char, (char Base, char Mark)> Parts;
    private static readonly FrozenDictionary<(char Base, char Mark), char> Whole;
    private static readonly FrozenDictionary<char, int> Classes;

    // The services run without the operating system's tables of Unicode, where string.Normalize changes nothing.
    static NameText()
    {
        using var stream = typeof(NameText).Assembly.GetManifestResourceStream("LatinLetters.txt")
            ?? throw new InvalidOperationException("The build lacks its list of letters.");
        using var reader = new StreamReader(stream);
        var (same, parts, classes) = (new Dictionary<char, string>(), new Dictionary<char, (char, char)>(), new Dictionary<char, int>());
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "mark":
                    classes.Add(Letter(words[1]), int.Parse(words[2], CultureInfo.InvariantCulture));
                    break;
                case "pair":
                    parts.Add(Letter(words[1]), (Letter(words[2]), Letter(words[3])));
                    break;
                default:
                    same.Add(Letter(words[1]), string.Concat(words[2..].Select(Letter)));
                    break;
            }
        }

        Same = same.ToFrozenDictionary();
        Parts = parts.ToFrozenDictionary();
        Whole = parts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
        Classes = classes.ToFrozenDictionary();
    }

    /// <summary>The name in its one spelling; what no name may hold is left as it is, for the pattern to refuse.</summary>
    /// <param name="name">A name as somebody wrote it.</param>
    public static string Normal(string name) => Ascii.IsValid(name) ? SingleBlanks(name) : SingleBlanks(Composed(Taken(name)));

    private static string SingleBlanks(string name)
    {
        if (!name.Contains("  ", StringComparison.Ordinal))
        {
            return name;
        }

        var single = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter != ' ' || single.Length == 0 || single[^1] != ' ')
            {
                single.Append(letter);
            }
        }

        return single.ToString();
    }

    // Each letter with the marks on it apart, in canonical order: of two marks at different places the order says nothing.
    private static List<char> Taken(string name)
    {
        var apart = new List<char>(name.Length + 8);
        foreach (var letter in name)
        {
            foreach (var each in Same.GetValueOrDefault(letter) ?? letter.ToString())
            {
                Take(each, apart);
            }
        }

        return apart;
    }

    private static void Take(char letter, List<char> apart)
    {
        if (Parts.TryGetValue(letter, out var parts))
        {
            Take(parts.Base, apart);
            Take(parts.Mark, apart);
            return;
        }

        var at = apart.Count;
        for (var place = Classes.GetValueOrDefault(letter); place > 0 && at > 0 && Classes.GetValueOrDefault(apart[at - 1]) > place; at--)
        {
        }

        apart.Insert(at, letter);
    }

    private static string Composed(List<char> apart)
    {
        var name = new StringBuilder(apart.Count);
        var (letterAt, lastPlace) = (-1, 0);
        foreach (var each in apart)
        {
            var place = Classes.GetValueOrDefault(each);
            if (letterAt >= 0 && place > 0 && lastPlace < place && Whole.TryGetValue((name[letterAt], each), out var whole))
            {
                name[letterAt] = whole;
                continue;
            }

            (letterAt, lastPlace) = place == 0 ? (name.Length, 0) : (letterAt, place);
            name.Append(each);
        }

        return name.ToString();
    }

    private static char Letter(string code) => (char)int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
