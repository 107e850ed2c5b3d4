using System.Globalization;

namespace Ehcp.Simulator.Published;

/// <summary>What a row of DfE's file is about.</summary>
public enum PublishedLevel
{
    Authority,
    Region,
    England,
}

/// <summary>A cell as DfE printed it.</summary>
/// <param name="Text">What stands there: a number, or a symbol such as <c>x</c> in its place.</param>
/// <param name="Number">The number; null where there is none.</param>
public readonly record struct PublishedCell(string Text, decimal? Number)
{
    /// <summary>A whole number; null where a symbol stands.</summary>
    public int? Count => (int?)Number;

    public static PublishedCell Of(string text) =>
        new(text, decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null);
}

/// <summary>New plans of one place in one calendar year, cell by cell as DfE published them.</summary>
/// <param name="Code">ONS code: of an authority its one canonical code.</param>
/// <param name="Name">As DfE wrote it.</param>
/// <param name="Region">ONS code of the region of an authority, and of a region its own; null for England.</param>
/// <param name="Plans">Plans issued.</param>
/// <param name="InTime">Of them, those within 20 weeks.</param>
/// <param name="Rate">Their share in per cent, to one decimal.</param>
/// <param name="PlansExcludingExemptions">Plans without an exception, as DfE calls it.</param>
/// <param name="InTimeExcludingExemptions">Of them, those within 20 weeks.</param>
/// <param name="RateExcludingExemptions">Their share: the headline.</param>
public sealed record PublishedRow(
    int Year,
    PublishedLevel Level,
    string Code,
    string Name,
    string? Region,
    PublishedCell Plans,
    PublishedCell InTime,
    PublishedCell Rate,
    PublishedCell PlansExcludingExemptions,
    PublishedCell InTimeExcludingExemptions,
    PublishedCell RateExcludingExemptions)
{
    /// <summary>Every cell with its name.</summary>
    public IEnumerable<(string Name, PublishedCell Cell)> Cells =>
    [
        ("plans issued", Plans),
        ("within 20 weeks", InTime),
        ("per cent within 20 weeks", Rate),
        ("plans issued without exceptions", PlansExcludingExemptions),
        ("within 20 weeks without exceptions", InTimeExcludingExemptions),
        ("per cent within 20 weeks without exceptions", RateExcludingExemptions),
    ];

    /// <summary>Whether DfE gave every count of it.</summary>
    public bool IsCounted => Plans.Count is not null && InTime.Count is not null
        && PlansExcludingExemptions.Count is not null && InTimeExcludingExemptions.Count is not null;
}
