using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Published;

namespace Ehcp.Simulator.England;

/// <summary>What is sent, and which of DfE's cells must come out.</summary>
/// <param name="Rows">The rows whose cells are held against the figures.</param>
/// <param name="Incomparable">The rows that cannot come out, each with the reason.</param>
/// <param name="Years">What is sent.</param>
/// <param name="Remainders">Plans in the total of a region that no authority of it has; each is sent for an authority without a figure of its own.</param>
public sealed record Campaign(
    IReadOnlyList<PublishedRow> Rows,
    IReadOnlyList<(PublishedRow Row, string Reason)> Incomparable,
    IReadOnlyList<CouncilYear> Years,
    IReadOnlyList<string> Remainders)
{
    /// <summary>Events of one request to Intake.</summary>
    public const int BatchSize = 500;

    public int Plans => Years.Sum(year => year.Plans);

    /// <summary>Which campaign it is: equal for the same counts of the same authorities.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Years.Select(year => string.Create(CultureInfo.InvariantCulture,
            $"{year.Authority.OnsCode} {year.Year} {year.Plans} {year.InTime} {year.PlansExcludingExemptions} {year.InTimeExcludingExemptions}"))))))[..16];

    /// <summary>The events in batches, always the same.</summary>
    public IEnumerable<(int Number, SimulatedEvent[] Events)> Batches() =>
        Years.SelectMany(year => year.Events()).Chunk(BatchSize).Select((events, number) => (number, events));

    /// <param name="all">DfE's rows.</param>
    /// <param name="chosen">ONS codes of the authorities that are sent; empty for every one. Regions and England are compared only where all are.</param>
    public static Campaign Of(IReadOnlyList<PublishedRow> all, IReadOnlyCollection<string> chosen)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(chosen);
        var (rows, out_, years, remainders) = (new List<PublishedRow>(), new List<(PublishedRow, string)>(), new List<CouncilYear>(), new List<string>());
        foreach (var year in all.GroupBy(row => row.Year).OrderBy(year => year.Key))
        {
            var councils = year.Where(row => row.Level == PublishedLevel.Authority && (chosen.Count == 0 || chosen.Contains(row.Code))).ToList();
            rows.AddRange(councils);
            years.AddRange(councils.Where(row => row.IsCounted).Select(row => CouncilYearOf(row.Code, year.Key, Counts(row))));
            if (chosen.Count > 0)
            {
                continue;
            }

            // Whoever has a total of a place has told of plans that may stand in no row of an authority: it estimated them, or prints no figure of the council.
            var added = new List<int[]>();
            foreach (var region in year.Where(row => row.Level == PublishedLevel.Region && row.IsCounted))
            {
                Total(region, councils.Where(row => row.Region == region.Code).ToList());
            }

            foreach (var england in year.Where(row => row.Level == PublishedLevel.England && row.IsCounted))
            {
                Total(england, councils, added);
            }

            void Total(PublishedRow total, List<PublishedRow> parts, List<int[]>? already = null)
            {
                var known = parts.Where(row => row.IsCounted).Select(Counts).Concat(already ?? []).ToList();
                int[] rest = [.. Counts(total).Select((count, at) => count - known.Sum(one => one[at]))];
                if (rest.All(count => count == 0))
                {
                    rows.Add(total);
                }
                else if (rest.All(count => count >= 0) && !out_.Exists(one => one.Item1.Year == total.Year) && parts.Find(row => !row.IsCounted) is { } unknown)
                {
                    rows.Add(total);
                    added.Add(rest);
                    years.Add(CouncilYearOf(unknown.Code, year.Key, rest));
                    remainders.Add($"{year.Key} {total.Name}: {rest[0]} of its plans are in the figure of no authority; they are sent for {unknown.Name}, "
                        + "whose own figure DfE did not give");
                }
                else
                {
                    out_.Add((total, "its total is not the sum of the authorities in the file"));
                }
            }
        }

        return new(rows, out_, years, remainders);
    }

    /// <summary>Authorities drawn from those that DfE has counts of.</summary>
    public static string[] Draw(IEnumerable<PublishedRow> rows, int sample, int seed)
    {
        string[] codes =
        [
            .. rows.Where(row => row.Level == PublishedLevel.Authority && row.IsCounted).Select(row => row.Code).Distinct().Order(StringComparer.Ordinal),
        ];
        new Random(seed).Shuffle(codes);
        return codes[..Math.Min(sample, codes.Length)];
    }

    private static int[] Counts(PublishedRow row) =>
        [row.Plans.Count!.Value, row.InTime.Count!.Value, row.PlansExcludingExemptions.Count!.Value, row.InTimeExcludingExemptions.Count!.Value];

    private static CouncilYear CouncilYearOf(string code, int year, int[] counts) =>
        new(Authorities.Find(code)!, year, counts[0], counts[1], counts[2], counts[3]);
}
