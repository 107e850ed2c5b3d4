namespace Ehcp.Reporting.Exports;

internal enum OpenDataKind
{
    /// <summary>When.</summary>
    Time,

    /// <summary>Where.</summary>
    Place,

    /// <summary>Groups the items of a filter.</summary>
    FilterGroup,

    /// <summary>What it is broken down by.</summary>
    Filter,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A share in per cent to one decimal, or <see cref="OpenDataTable.NotApplicable"/>.</summary>
    Percent,

    /// <summary>A mean to one decimal, of what its label says, or <see cref="OpenDataTable.NotApplicable"/>.</summary>
    Mean,
}

/// <param name="Name">As in the file's header.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">What it is, for a reader.</param>
/// <param name="Pattern">What a text in it looks like, as a regular expression; null for any.</param>
/// <param name="MayBeHidden">Whether it may hold <see cref="OpenDataTable.Hidden"/>.</param>
internal sealed record OpenDataColumn(string Name, OpenDataKind Kind, string Label, string? Pattern = null, bool MayBeHidden = false)
{
    internal bool IsIndicator => Kind is OpenDataKind.Count or OpenDataKind.Percent or OpenDataKind.Mean;
}

/// <summary>Figures as rows of DfE's open data standard.</summary>
/// <param name="Name">Name of the file, without its ending.</param>
/// <param name="Title">What it holds.</param>
/// <param name="Columns">In the order of the file.</param>
/// <param name="Rows">A text for each column.</param>
internal sealed record OpenDataTable(string Name, string Title, IReadOnlyList<OpenDataColumn> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>There is nothing to take a share of, or no such thing to name.</summary>
    internal const string NotApplicable = "z";

    /// <summary>It could give a single family away.</summary>
    internal const string Hidden = "c";

    /// <summary>What tells one row from another.</summary>
    internal IEnumerable<string> Key => Columns
        .Where(column => column.Kind is OpenDataKind.Time or OpenDataKind.Filter or OpenDataKind.FilterGroup
            || column.Name is "geographic_level" or "new_la_code")
        .Select(column => column.Name);
}
