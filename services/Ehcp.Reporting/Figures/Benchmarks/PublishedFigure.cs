namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>What DfE published of one place and calendar year.</summary>
/// <param name="Year">Calendar year in which the plans were issued.</param>
/// <param name="Level"><c>national</c>, <c>regional</c> or <c>local-authority</c>.</param>
/// <param name="Code">ONS code: of an authority its one canonical code, of a region or England its own.</param>
/// <param name="Name">As DfE wrote it.</param>
/// <param name="All">Every plan.</param>
/// <param name="ExcludingExemptions">Without those that have an exemption: DfE's headline.</param>
/// <param name="Source">The file it stands in.</param>
public sealed record PublishedFigure(
    int Year, string Level, string Code, string Name, PublishedShare All, PublishedShare ExcludingExemptions, PublishedSource Source)
{
    /// <summary>Mean weeks from request to plan; neither number nor symbol where the release has none.</summary>
    public PublishedCell MeanWeeks { get; init; }

    /// <summary>Likewise without plans that have an exemption.</summary>
    public PublishedCell MeanWeeksExcludingExemptions { get; init; }

    /// <summary>What a reader must know of it.</summary>
    internal IReadOnlyList<string> Notes => Footnotes.Of(Year, Code);

    internal const string National = "national";
    internal const string Regional = "regional";
    internal const string LocalAuthority = "local-authority";
}

/// <summary>Plans issued, those of them within 20 weeks, and their share in per cent as DfE rounded it.</summary>
public sealed record PublishedShare(PublishedCell Issued, PublishedCell Within, PublishedCell Percent)
{
    /// <summary>0 to 1, from the counts; null where one of them is not a number, or nothing was issued.</summary>
    internal double? Rate => Issued.Number is > 0 && Within.Number is { } within ? (double)within / (double)Issued.Number.Value : null;
}

/// <summary>A number, or the symbol DfE printed in its place; neither where the cell was empty.</summary>
public readonly record struct PublishedCell(decimal? Number, string? Symbol)
{
    internal int? Count => (int?)Number;
}

/// <summary>Where figures come from.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Version">Begins its SHA-256, so that two files of one name are told apart.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Release">Which release, and what of it.</param>
/// <param name="Retrieved">When it was fetched, and what was changed.</param>
/// <param name="Licence">Under which licence.</param>
public sealed record PublishedSource(string Name, string Version, string Source, string Release, string Retrieved, string Licence)
{
    /// <summary>DfE's footnotes of the table, where they came with it.</summary>
    public IReadOnlyList<string> Footnotes { get; init; } = [];
}
