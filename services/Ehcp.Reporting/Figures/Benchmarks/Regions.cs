using System.Collections.Frozen;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>The nine regions of England, and which authority lies in which. That it is so, DfE's own totals of each region show: see the tests.</summary>
internal static class Regions
{
    internal const string England = "E92000001";

    internal static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["E12000001"] = "North East",
        ["E12000002"] = "North West",
        ["E12000003"] = "Yorkshire and The Humber",
        ["E12000004"] = "East Midlands",
        ["E12000005"] = "West Midlands",
        ["E12000006"] = "East of England",
        ["E12000007"] = "London",
        ["E12000008"] = "South East",
        ["E12000009"] = "South West",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByAuthority = Shipped();

    /// <param name="dfeCode">DfE's code of an English local authority.</param>
    /// <returns>ONS code of its region; of an authority that is newer than the build, that of one it took over from. Null where that is not known
    /// either.</returns>
    internal static string? Of(string dfeCode) =>
        ByAuthority.TryGetValue(dfeCode, out var region) ? region
        : Authorities.Find(dfeCode) is { } authority ? Authorities.Current.PredecessorsOf(authority.OnsCode).Select(old => Of(old.DfeCode)).FirstOrDefault()
        : null;

    private static FrozenDictionary<string, string> Shipped()
    {
        using var stream = typeof(Regions).Assembly.GetManifestResourceStream("benchmarks/regions.csv")
            ?? throw new InvalidOperationException("The build lacks its list of regions.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(line => line.Split(','))
            .ToFrozenDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }
}
