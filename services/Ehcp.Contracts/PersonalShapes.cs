using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Ehcp.Contracts;

/// <summary>The shape of something that identifies a person and has no place in an event.</summary>
/// <param name="Rule">Name of the rule that refuses it; stable.</param>
/// <param name="Words">What it is.</param>
/// <param name="Pattern">Regular expression (ECMA 262) that finds it in a name.</param>
public sealed record PersonalShape(string Rule, string Words, string Pattern);

/// <summary>
/// Shapes of what identifies a person. A name of a team, an area or a setting may hold none of them. An id is made of letters and digits by nature, so
/// there only a shape that proves itself by its check letter or check digit is refused.
/// </summary>
public static partial class PersonalShapes
{
    private const string Start = "(^|[^A-Za-z0-9])";
    private const string End = "($|[^A-Za-z0-9])";
    private const string Month =
        "([Jj][Aa][Nn]([Uu][Aa][Rr][Yy])?|[Ff][Ee][Bb]([Rr][Uu][Aa][Rr][Yy])?|[Mm][Aa][Rr]([Cc][Hh])?|"
        + "[Aa][Pp][Rr]([Ii][Ll])?|[Mm][Aa][Yy]|[Jj][Uu][Nn]([Ee])?|"
        + "[Jj][Uu][Ll]([Yy])?|[Aa][Uu][Gg]([Uu][Ss][Tt])?|[Ss][Ee][Pp][Tt]?([Ee][Mm][Bb][Ee][Rr])?|"
        + "[Oo][Cc][Tt]([Oo][Bb][Ee][Rr])?|[Nn][Oo][Vv]([Ee][Mm][Bb][Ee][Rr])?|[Dd][Ee][Cc]([Ee][Mm][Bb][Ee][Rr])?)";

    private const string Day = "(0?[1-9]|[12][0-9]|3[01])";
    private const string MonthOfYear = "(0?[1-9]|1[0-2])";
    private const string Year = "((19|20)?[0-9]{2})";

    private const string UpnPattern = Start + "[A-Za-z][0-9]{11}[0-9A-Za-z]" + End;
    private const string NhsPattern = Start + "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}" + End;
    private const string NiPattern = Start + "[A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]" + End;
    private const string PhonePattern = "(^|[^0-9])(0|00 ?44|\\+ ?44)[ ().-]{0,2}([0-9][ ().-]{0,2}){8,11}[0-9]($|[^0-9])";

    // "9/10/11" are year groups, and "2025-26" is a school year.
    private const string BirthDatePattern =
        "(^|[^0-9])("
        + "(19|20)[0-9]{2}[-/. ]" + MonthOfYear + "[-/. ]" + Day
        + "|(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
        + "|(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])(19|20)[0-9]{2}"
        + "|" + Day + "[-/. ]" + MonthOfYear + "[-/. ](19|20)[0-9]{2}"
        + "|(?!(8[-/.]9[-/.]10|9[-/.]10[-/.]11|10[-/.]11[-/.]12)($|[^0-9]))" + Day + "[-/.]" + MonthOfYear + "[-/.][0-9]{2}"
        + "|" + Day + "([Ss][Tt]|[NnRr][Dd]|[Tt][Hh])?[ -]?" + Month + "[ ,.-]{0,2}" + Year
        + ")($|[^0-9])|" + Start + Month + " " + Day + "([Ss][Tt]|[NnRr][Dd]|[Tt][Hh])?,? (19|20)[0-9]{2}($|[^0-9])";

    // Letters of the check of a UPN (DfE, Unique pupil numbers): the alphabet without I, O and S.
    private const string UpnLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";

    private static readonly ImmutableArray<(PersonalShape Shape, Regex Finder)> Finders =
    [
        (new("upn", "a unique pupil number", UpnPattern), Upn()),
        (new("nhs-number", "an NHS number", NhsPattern), Nhs()),
        (new("ni-number", "a National Insurance number", NiPattern), Ni()),
        (new("phone-number", "a telephone number", PhonePattern), Phone()),
        (new("postcode", "a postcode", Patterns.Postcode), Postcode()),
        (new("birth-date", "a date", BirthDatePattern), BirthDate()),
    ];

    /// <summary>Every shape that a name may not hold.</summary>
    public static ImmutableArray<PersonalShape> All { get; } = [.. Finders.Select(each => each.Shape)];

    /// <summary>The shapes that prove themselves: by the check letter of a UPN, by the check digit of an NHS number.</summary>
    public static ImmutableArray<PersonalShape> Checked { get; } = [All[0], All[1]];

    /// <summary>The first shape that a name holds, or null.</summary>
    /// <param name="name">A name in its one spelling (<see cref="NameText"/>).</param>
    public static PersonalShape? In(string name)
    {
        // Each shape has two digits at least.
        if (!name.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return null;
        }

        foreach (var (shape, finder) in Finders)
        {
            if (finder.IsMatch(name))
            {
                return shape;
            }
        }

        return null;
    }

    /// <summary>The first shape of <see cref="Checked"/> that stands in an id as a part of its own and proves itself, or null.</summary>
    /// <param name="id">An id, a source, a reference or an e-mail address.</param>
    public static PersonalShape? CheckedIn(ReadOnlySpan<char> id)
    {
        for (var start = 0; start < id.Length;)
        {
            var length = Run(id[start..]);
            var part = id.Slice(start, length);
            if (length == 13 && IsUpn(part))
            {
                return Checked[0];
            }

            if ((length == 10 && IsNhsNumber(part)) || (length == 3 && IsGroupedNhsNumber(id, start)))
            {
                return Checked[1];
            }

            start += length + 1;
        }

        return null;
    }

    private static int Run(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool IsUpn(ReadOnlySpan<char> part)
    {
        var sum = 0;
        for (var at = 1; at < 13; at++)
        {
            var digit = char.IsAsciiDigit(part[at]) ? part[at] - '0' : at == 12 ? UpnLetters.IndexOf(char.ToUpperInvariant(part[at])) : -1;
            if (digit < 0)
            {
                return false;
            }

            sum += digit * (at + 1);
        }

        return UpnLetters[sum % 23] == char.ToUpperInvariant(part[0]);
    }

    // 3-3-4, as on a letter.
    private static bool IsGroupedNhsNumber(ReadOnlySpan<char> id, int start)
    {
        if (id.Length < start + 12 || Run(id[(start + 4)..]) != 3 || Run(id[(start + 8)..]) != 4)
        {
            return false;
        }

        Span<char> digits = stackalloc char[10];
        id.Slice(start, 3).CopyTo(digits);
        id.Slice(start + 4, 3).CopyTo(digits[3..]);
        id.Slice(start + 8, 4).CopyTo(digits[6..]);
        return IsNhsNumber(digits);
    }

    // Numbers of England and Wales begin with 4, 6 or 7: a count, a year and a Unix time do not.
    private static bool IsNhsNumber(ReadOnlySpan<char> part)
    {
        if (part[0] is not ('4' or '6' or '7'))
        {
            return false;
        }

        var sum = 0;
        for (var at = 0; at < 10; at++)
        {
            if (!char.IsAsciiDigit(part[at]))
            {
                return false;
            }

            sum += (part[at] - '0') * (10 - at);
        }

        return sum % 11 == 0;
    }

    [GeneratedRegex(UpnPattern)]
    private static partial Regex Upn();

    [GeneratedRegex(NhsPattern)]
    private static partial Regex Nhs();

    [GeneratedRegex(NiPattern)]
    private static partial Regex Ni();

    [GeneratedRegex(PhonePattern)]
    private static partial Regex Phone();

    [GeneratedRegex(Patterns.Postcode)]
    private static partial Regex Postcode();

    [GeneratedRegex(BirthDatePattern)]
    private static partial Regex BirthDate();
}
