using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ehcp.Contracts;

/// <summary>
/// A whole list of English local authorities, with the days they began and ended and who took over. Its text is CSV: a first line of names and a line for each
/// authority, <c>dfe_code,name,from,former_to,ons_codes,successors</c>. ONS codes stand with spaces between, the canonical one first, each with <c>@</c> and
/// the day from which ONS uses it where that is known; successors likewise, each a DfE code, <c>:</c> and its share. A name with a comma stands in quotes.
/// </summary>
public sealed partial class AuthorityList
{
    private const string Header = "dfe_code,name,from,former_to,ons_codes,successors";

    private readonly FrozenDictionary<string, Authority> _byCode;
    private readonly FrozenDictionary<string, Authority[]> _predecessors;

    private AuthorityList(ImmutableArray<Authority> all, Dictionary<string, Authority> byCode, string edition)
    {
        (All, Edition) = (all, edition);
        _byCode = byCode.ToFrozenDictionary(StringComparer.Ordinal);
        _predecessors = all.SelectMany(old => old.Successors).Select(next => byCode[next.DfeCode]).Distinct()
            .ToFrozenDictionary(next => next.OnsCode, next => all.Where(old => IsSuccessor(next, old)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The list of the build.</summary>
    public static AuthorityList Shipped { get; } = Read();

    /// <summary>Every authority, by DfE code.</summary>
    public ImmutableArray<Authority> All { get; }

    /// <summary>Which list it is: the first eight hex digits of the SHA-256 of its lines.</summary>
    public string Edition { get; }

    /// <summary>The authority with the given ONS or DfE code; null for none.</summary>
    /// <param name="code">Any code; case matters.</param>
    public Authority? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Who takes over from an authority; none for one without an end.</summary>
    /// <param name="authority">An authority of this list.</param>
    public IEnumerable<Authority> SuccessorsOf(Authority authority) => authority.Successors.Select(next => _byCode[next.DfeCode]);

    /// <summary>From whom an authority took over, or will; none for one that took over from nobody.</summary>
    /// <param name="onsCode">Its canonical ONS code.</param>
    public IReadOnlyList<Authority> PredecessorsOf(string onsCode) => _predecessors.GetValueOrDefault(onsCode, []);

    /// <summary>Its successors by name and code, for a sentence: <c>Cumberland (942) or Westmorland and Furness (943)</c>. Empty for none.</summary>
    /// <param name="authority">An authority of this list.</param>
    public string SuccessorsInWords(Authority authority) => InWords(SuccessorsOf(authority));

    /// <summary>Likewise those from whom an authority took over.</summary>
    /// <param name="authority">An authority of this list.</param>
    public string PredecessorsInWords(Authority authority) => InWords(PredecessorsOf(authority.OnsCode));

    /// <summary>The list that a text holds.</summary>
    /// <param name="text">The CSV.</param>
    /// <exception cref="FormatException">It is not such a list, or contradicts itself; says where.</exception>
    public static AuthorityList Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (lines[0].TrimStart('\uFEFF') != Header)
        {
            throw new FormatException($"The first line must be {Header}.");
        }

        var all = ImmutableArray.CreateBuilder<Authority>();
        var byCode = new Dictionary<string, Authority>(StringComparer.Ordinal);
        for (var at = 1; at < lines.Count; at++)
        {
            if (lines[at].Length > 0)
            {
                Add(Line(lines[at], at + 1), at + 1, all, byCode);
            }
        }

        Check(all, byCode);
        all.Sort((left, right) => string.CompareOrdinal(left.DfeCode, right.DfeCode));
        var edition = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(line => line.Length > 0))));
        return new(all.ToImmutable(), byCode, Convert.ToHexStringLower(edition)[..8]);
    }

    /// <summary>The newer list, when it can take the place of this one.</summary>
    /// <param name="newer">Another list.</param>
    /// <returns>This list itself when it is the same.</returns>
    /// <exception cref="FormatException">It does not know a code that this one knows, or stores an authority under another code; says which.</exception>
    public AuthorityList With(AuthorityList newer)
    {
        if (newer.Edition == Edition)
        {
            return this;
        }

        foreach (var (code, known) in _byCode)
        {
            if (newer.Find(code) is not { } same)
            {
                throw new FormatException($"The list is not whole: {code} ({known.Name}) is not in it.");
            }

            if (same.DfeCode != known.DfeCode || same.OnsCode != known.OnsCode)
            {
                throw new FormatException(
                    $"{code} must stay a code of {known.DfeCode} ({known.Name}), with {known.OnsCode} as its first ONS code: cases are stored under it.");
            }
        }

        return newer;
    }

    private static bool IsSuccessor(Authority next, Authority old) => old.Successors.Any(share => share.DfeCode == next.DfeCode);

    private static string InWords(IEnumerable<Authority> authorities) =>
        string.Join(" or ", authorities.Select(authority => $"{authority.Name} ({authority.DfeCode})"));

    [GeneratedRegex("^[0-9]{3}$")]
    private static partial Regex DfeCode();

    [GeneratedRegex("^(E[0-9]{8})(@(.+))?$")]
    private static partial Regex OnsCodeFrom();

    [GeneratedRegex(@"^([0-9]{3}):(1|0\.[0-9]{1,2})$")]
    private static partial Regex CodeAndShare();

    private static AuthorityList Read()
    {
        using var stream = typeof(Authorities).Assembly.GetManifestResourceStream("LocalAuthoritiesEngland.csv")
            ?? throw new InvalidOperationException("The build lacks its list of authorities.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    private static Authority Line(string line, int number)
    {
        var cells = Cells(line);
        if (cells.Length != 6 || !DfeCode().IsMatch(cells[0]) || cells[1].Length is 0 or > 100)
        {
            throw Wrong(number, "it must have six columns, with a DfE code of three digits and a name");
        }

        var codes = cells[4].Split(' ').Select(cell => Dated(cell, number)).ToImmutableArray();
        var successors = cells[5].Length == 0 ? [] : cells[5].Split(' ').Select(cell => Shared(cell, number)).ToImmutableArray();
        return new(codes[0].Code, cells[0], cells[1], Day(cells[2], number), Day(cells[3], number)) { OnsCodes = codes, Successors = successors };
    }

    private static string[] Cells(string line)
    {
        if (line.IndexOf('"') is not (> 0 and var open) || line.IndexOf('"', open + 1) is not (> 0 and var close))
        {
            return line.Split(',');
        }

        return [.. line[..(open - 1)].Split(','), line[(open + 1)..close], .. line[(close + 1)..].Split(',').Skip(1)];
    }

    private static DatedCode Dated(string cell, int number) => OnsCodeFrom().Match(cell) is { Success: true } match
        ? new(match.Groups[1].Value, Day(match.Groups[3].Value, number))
        : throw Wrong(number, "an ONS code is an E and eight digits, and may have @ and a day after it");

    private static Successor Shared(string cell, int number) =>
        CodeAndShare().Match(cell) is { Success: true } match
        && decimal.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) is > 0 and var share
            ? new(match.Groups[1].Value, share)
            : throw Wrong(number, "a successor is a DfE code, a colon and a share above 0 and at most 1, such as 942:0.55");

    private static DateOnly? Day(string text, int number) => text.Length == 0 ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Wrong(number, "a day is written YYYY-MM-DD");

    private static void Add(Authority authority, int number, ImmutableArray<Authority>.Builder all, Dictionary<string, Authority> byCode)
    {
        all.Add(authority);
        foreach (var code in authority.OnsCodes.Select(dated => dated.Code).Prepend(authority.DfeCode))
        {
            if (!byCode.TryAdd(code, authority))
            {
                throw Wrong(number, $"{code} stands for another authority too");
            }
        }
    }

    private static void Check(IEnumerable<Authority> all, Dictionary<string, Authority> byCode)
    {
        foreach (var authority in all)
        {
            var wrong = authority switch
            {
                { FormerTo: null, Successors.IsEmpty: false } => "has successors and no last day",
                { FormerTo: not null, Successors.IsEmpty: true } => "has a last day and no successor",
                { FormerTo: { } last, From: { } first } when last < first => "ends before it begins",
                { FormerTo: not null } when authority.Successors.Sum(next => next.Share) != 1 => "has successors whose shares are not 1 together",
                { FormerTo: not null } when authority.Successors.DistinctBy(next => next.DfeCode).Count() < authority.Successors.Length =>
                    "has a successor twice",
                { FormerTo: not null } => authority.Successors.Select(next => Follows(authority, byCode.GetValueOrDefault(next.DfeCode)))
                    .FirstOrDefault(trouble => trouble is not null),
                _ => null,
            };
            if (wrong is not null)
            {
                throw new FormatException($"{authority.DfeCode} ({authority.Name}) {wrong}.");
            }
        }
    }

    // From the day after the last one somebody must have the duties; so no two can follow each other in a circle either.
    private static string? Follows(Authority old, Authority? next) =>
        next is null ? "has a successor that is not in the list"
        : next == old || !next.IsThereOn(old.FormerTo!.Value.AddDays(1)) ? $"has a successor, {next.DfeCode}, that is not there on the day after its last day"
        : null;

    private static FormatException Wrong(int line, string why) => new($"Line {line} is no authority: {why}.");
}
