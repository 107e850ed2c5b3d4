using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Ehcp.Simulator.Demo;
using Ehcp.Simulator.Published;

namespace Ehcp.Simulator.England;

/// <summary>What <c>GET /v1/rates</c> answers.</summary>
/// <param name="AsOf">The instant of the answer.</param>
/// <param name="KnownTo">Everything recorded before it is counted; null while nothing is known to be complete.</param>
public sealed record RatesAnswer(DateTimeOffset AsOf, DateTimeOffset? KnownTo, IReadOnlyList<YearRow> Rows)
{
    /// <summary>Plans of all rows.</summary>
    public long Plans => Rows.Sum(row => (long)row.PlansIssued);
}

/// <summary>Reporting's public door for figures.</summary>
public sealed class FigureDoor(HttpClient client)
{
    public async Task<RatesAnswer> AskAsync(string query, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri($"v1/rates?{query}", UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<RatesAnswer>(JsonSerializerOptions.Web, cancellationToken))!
            : throw new InvalidOperationException(
                $"Reporting answered {(int)answer.StatusCode} to {query}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>Everything that must be compared: each authority and year by itself, and each year of all.</summary>
    public async Task<Figures> OfAsync(IEnumerable<int> years, CancellationToken cancellationToken)
    {
        var (authorities, england) = (new Dictionary<(int, string), YearRow>(), new Dictionary<int, YearRow>());
        foreach (var year in years.Distinct())
        {
            var period = string.Create(CultureInfo.InvariantCulture, $"from={year}-01-01&to={year}-12-31");
            foreach (var row in (await AskAsync($"groupBy=authority&{period}", cancellationToken)).Rows)
            {
                authorities[(year, row.Group)] = row;
            }

            england[year] = (await AskAsync(period, cancellationToken)).Rows.Single();
        }

        return new(authorities, england);
    }
}

/// <summary>Figures of some years.</summary>
/// <param name="Authorities">By year and ONS code; an authority without a plan has no row.</param>
/// <param name="England">By year, of every authority there is.</param>
public sealed record Figures(IReadOnlyDictionary<(int Year, string Code), YearRow> Authorities, IReadOnlyDictionary<int, YearRow> England)
{
    /// <summary>The figures of the place of a row.</summary>
    /// <param name="regionOf">Region of an authority; a region's figures are the sums of its authorities.</param>
    public YearRow Of(PublishedRow row, Func<string, string?> regionOf)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(regionOf);
        return row.Level switch
        {
            PublishedLevel.England => England[row.Year],
            PublishedLevel.Region => Sum(Authorities.Where(one => one.Key.Year == row.Year && regionOf(one.Key.Code) == row.Code).Select(one => one.Value)),
            _ => Authorities.TryGetValue((row.Year, row.Code), out var own) ? own : Sum([]),
        };
    }

    private static YearRow Sum(IEnumerable<YearRow> rows)
    {
        var (plans, inTime, excluding, inTimeExcluding) = (0, 0, 0, 0);
        foreach (var row in rows)
        {
            (plans, inTime) = (plans + row.PlansIssued, inTime + row.WithinTwentyWeeks);
            (excluding, inTimeExcluding) = (excluding + row.PlansIssuedExcludingExemptions, inTimeExcluding + row.WithinTwentyWeeksExcludingExemptions);
        }

        return new("", plans, inTime, Share(inTime, plans), excluding, inTimeExcluding, Share(inTimeExcluding, excluding));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>DfE's cells held against figures.</summary>
/// <param name="Equal">Cells that are equal.</param>
/// <param name="Different">Those that are not, each with both values in words.</param>
/// <param name="NotComparable">Cells in which DfE printed a symbol, by symbol.</param>
public sealed record CellComparison(int Equal, IReadOnlyList<string> Different, IReadOnlyDictionary<string, int> NotComparable)
{
    public static CellComparison Of(IEnumerable<PublishedRow> rows, Figures figures, Func<string, string?> regionOf)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(figures);
        var (equal, different, symbols) = (0, new List<string>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var own = figures.Of(row, regionOf);
            decimal?[] ours =
            [
                own.PlansIssued, own.WithinTwentyWeeks, YearRow.Percent(own.Rate),
                own.PlansIssuedExcludingExemptions, own.WithinTwentyWeeksExcludingExemptions, YearRow.Percent(own.RateExcludingExemptions),
            ];
            foreach (var ((name, cell), value) in row.Cells.Zip(ours))
            {
                if (cell.Number is not { } number)
                {
                    var symbol = cell.Text.Length == 0 ? "empty" : cell.Text;
                    symbols[symbol] = symbols.GetValueOrDefault(symbol) + 1;
                }
                else if (value == number)
                {
                    equal++;
                }
                else
                {
                    different.Add($"{row.Year} {row.Name} ({row.Code}), {name}: DfE published {cell.Text}, counted here {InWords(value)}");
                }
            }
        }

        return new(equal, different, symbols);
    }

    private static string InWords(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "nothing, for there were no plans";
}
