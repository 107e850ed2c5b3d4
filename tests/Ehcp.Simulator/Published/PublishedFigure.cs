using System.Globalization;

namespace Ehcp.Simulator.Published;

/// <summary>New plans of one authority (or region, or England) in one calendar year, as DfE published them.</summary>
/// <param name="Rate">Per cent in time of all plans, to DfE's one decimal.</param>
/// <param name="RateExcludingExemptions">Per cent in time of plans without an exemption, to DfE's one decimal: the headline.</param>
public sealed record PublishedFigure(
    int Year,
    string OnsCode,
    string DfeCode,
    string Name,
    int Plans,
    int InTime,
    decimal Rate,
    int PlansExcludingExemptions,
    int InTimeExcludingExemptions,
    decimal RateExcludingExemptions)
{
    /// <summary>Figures of authorities; where DfE had none for a year, that year is left out.</summary>
    public static IReadOnlyList<PublishedFigure> OfAuthorities { get; } = [.. Shipped().Where(figure => figure.DfeCode.Length > 0)];

    public static IEnumerable<PublishedFigure> Of(string dfeCode) => OfAuthorities.Where(figure => figure.DfeCode == dfeCode).OrderBy(figure => figure.Year);

    private static IEnumerable<PublishedFigure> Shipped()
    {
        using var stream = typeof(PublishedFigure).Assembly.GetManifestResourceStream("PublishedFigures.csv")
            ?? throw new InvalidOperationException("The build lacks DfE's figures.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (Read(line) is { } figure)
            {
                yield return figure;
            }
        }
    }

    // Only names hold a comma, and then stand in quotes; so the last six columns are counted from the end. x means: no figure.
    private static PublishedFigure? Read(string line)
    {
        var columns = line.Split(',');
        var numbers = columns[^6..];
        if (!Array.TrueForAll(numbers, number => decimal.TryParse(number, CultureInfo.InvariantCulture, out _)))
        {
            return null;
        }

        return new(
            Whole(columns[0]), columns[1], columns[2], string.Join(',', columns[3..^6]).Trim('"'),
            Whole(numbers[0]), Whole(numbers[1]), Percent(numbers[2]), Whole(numbers[3]), Whole(numbers[4]), Percent(numbers[5]));
    }

    private static int Whole(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    private static decimal Percent(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);
}
