using Ehcp.Contracts;

namespace Ehcp.Simulator.Published;

/// <summary>New plans of one authority in one calendar year, as DfE published them.</summary>
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
    public static IReadOnlyList<PublishedFigure> OfAuthorities { get; } =
    [
        .. PublishedTable.Shipped
            .Where(row => row.Level == PublishedLevel.Authority && row.Cells.All(cell => cell.Cell.Number is not null))
            .Select(row => new PublishedFigure(
                row.Year, row.Code, Authorities.Find(row.Code)!.DfeCode, row.Name, row.Plans.Count!.Value, row.InTime.Count!.Value, row.Rate.Number!.Value,
                row.PlansExcludingExemptions.Count!.Value, row.InTimeExcludingExemptions.Count!.Value, row.RateExcludingExemptions.Number!.Value)),
    ];

    public static IEnumerable<PublishedFigure> Of(string dfeCode) => OfAuthorities.Where(figure => figure.DfeCode == dfeCode).OrderBy(figure => figure.Year);
}
