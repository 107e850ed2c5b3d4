using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Ehcp.Contracts;

/// <summary>An English local authority with duties to children.</summary>
/// <param name="OnsCode">Its one canonical ONS code, e.g. <c>E08000025</c>: what is stored and shown.</param>
/// <param name="DfeCode">DfE's three-digit code, e.g. <c>330</c>.</param>
/// <param name="Name">Its name as DfE writes it.</param>
/// <param name="FormerTo">Last day of an authority that is no more; null for one that is.</param>
public sealed record Authority(string OnsCode, string DfeCode, string Name, DateOnly? FormerTo);

/// <summary>
/// English local authorities, former ones too. An authority that kept its DfE code when its ONS code changed is one authority:
/// 825 is E06000060, and E10000002 means the same. Regions and England are none.
/// </summary>
public static class Authorities
{
    private static readonly FrozenDictionary<string, Authority> ByCode;

    static Authorities()
    {
        var byCode = new Dictionary<string, Authority>(StringComparer.Ordinal);
        var all = ImmutableArray.CreateBuilder<Authority>();
        foreach (var (authority, codes) in Shipped())
        {
            all.Add(authority);
            byCode.Add(authority.DfeCode, authority);
            foreach (var code in codes)
            {
                byCode.Add(code, authority);
            }
        }

        All = all.ToImmutable();
        ByCode = byCode.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every authority, by DfE code.</summary>
    public static ImmutableArray<Authority> All { get; }

    /// <summary>The authority with the given ONS or DfE code, or null when it is no English authority's.</summary>
    /// <param name="code">An ONS code, also a former one, or a DfE code; case matters.</param>
    public static Authority? Find(string code) => ByCode.GetValueOrDefault(code);

    // A name with a comma stands in quotes; there is no other escaping in the file.
    private static IEnumerable<(Authority Authority, string[] OnsCodes)> Shipped()
    {
        using var stream = typeof(Authorities).Assembly.GetManifestResourceStream("LocalAuthoritiesEngland.csv")
            ?? throw new InvalidOperationException("The build lacks its list of authorities.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var nameEnd = line[4] == '"' ? line.IndexOf('"', 5) + 1 : line.IndexOf(',', 4);
            var rest = line[(nameEnd + 1)..].Split(',');
            var codes = rest[1].Split(' ');
            DateOnly? formerTo = rest[0].Length == 0 ? null : DateOnly.ParseExact(rest[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return (new(codes[0], line[..3], line[4..nameEnd].Trim('"'), formerTo), codes);
        }
    }
}
