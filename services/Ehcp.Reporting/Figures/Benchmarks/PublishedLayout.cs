namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>Which columns a file of published figures has, and which place a row is about.</summary>
internal abstract class PublishedLayout
{
    /// <summary>Columns of the six cells: plans, within 20 weeks and per cent, with exceptions and without.</summary>
    internal abstract (string Issued, string Within, string Percent) All { get; }

    internal abstract (string Issued, string Within, string Percent) Excluding { get; }

    /// <summary>Column of the calendar year.</summary>
    internal abstract string Year { get; }

    /// <summary>Mean weeks to the plan, with exceptions and without; null where no release of this layout has them.</summary>
    internal virtual (string All, string Excluding)? MeanWeeks => null;

    /// <summary>What is wrong with a header; null for nothing.</summary>
    /// <param name="columns">Its columns as they stand there.</param>
    internal abstract string? WrongHeader(IReadOnlyList<string> columns);

    /// <summary>Whether a row is of all plans of a place; other rows break them down.</summary>
    internal virtual bool IsTotal(PublishedLine line) => true;

    /// <summary>The place of a row; null where it is none that is read here, or it is wrong, which is then told.</summary>
    internal abstract (string Level, string Code, string Name)? Place(PublishedLine line);

    /// <summary>What a file lacks in which no row is a total.</summary>
    internal virtual string NoTotals => "has no rows.";

    /// <summary>A place by its codes.</summary>
    protected static (string Level, string Code, string Name)? Place(PublishedLine line, string column, string name)
    {
        var code = line[column];
        if (code == Regions.England)
        {
            return (PublishedFigure.National, code, name);
        }

        if (Regions.Names.ContainsKey(code))
        {
            return (PublishedFigure.Regional, code, name);
        }

        if (Contracts.Authorities.Find(code) is not { } authority)
        {
            line.Wrong(column, "must be the ONS code of England, of a region or of an English local authority");
            return null;
        }

        if (authority.DfeCode != line["old_la_code"])
        {
            line.Wrong("old_la_code", $"must be {authority.DfeCode}, which {code} is");
            return null;
        }

        return (PublishedFigure.LocalAuthority, authority.OnsCode, name);
    }
}

/// <summary>The layout of the files that came with this project: DfE's columns chosen and renamed.</summary>
internal sealed class OwnLayout : PublishedLayout
{
    private static readonly string[] Columns =
    [
        "calendar_year", "new_la_code", "old_la_code", "la_name",
        "plans_issued_incl_exceptions", "within_20w_incl", "pct_incl", "plans_issued_excl_exceptions", "within_20w_excl", "pct_excl",
    ];

    internal override (string Issued, string Within, string Percent) All => ("plans_issued_incl_exceptions", "within_20w_incl", "pct_incl");

    internal override (string Issued, string Within, string Percent) Excluding => ("plans_issued_excl_exceptions", "within_20w_excl", "pct_excl");

    internal override string Year => "calendar_year";

    internal override string? WrongHeader(IReadOnlyList<string> columns) =>
        columns.Order(StringComparer.Ordinal).SequenceEqual(Columns.Order(StringComparer.Ordinal)) ? null
        : $"the columns must be {string.Join(", ", Columns)}; or those of DfE's {DfeLayout.FileName}.";

    internal override (string Level, string Code, string Name)? Place(PublishedLine line) => Place(line, "new_la_code", line["la_name"]);
}

/// <summary>
/// DfE's own file of 20-week timeliness, of the releases from 2025 on. Releases write some names in other letters (<c>PC_plans_…</c> in 2025,
/// <c>pc_plans_…</c> in 2026), call the rows of all plans otherwise, and add columns: letters do not matter, and what is not known here is passed over.
/// </summary>
internal sealed class DfeLayout : PublishedLayout
{
    internal const string FileName = "timeliness_20_week.csv";

    /// <summary>What <c>breakdown</c> says in a row that is not broken down: 2026, 2025, and in general.</summary>
    private static readonly string[] Totals = ["All EHC plans", "All EHC plans issued", "Total"];

    // Parts of London, which DfE's files may have among the regions.
    private static readonly string[] PartsOfRegions = ["E13000001", "E13000002"];

    internal static string[] Required { get; } =
    [
        "time_period", "time_identifier", "geographic_level", "country_code", "region_code", "new_la_code", "old_la_code", "la_name",
        "plans_issued_den", "plans_issued_within_20_weeks", "pc_plans_issued_within_20_weeks",
        "plans_issued_den_ex", "plans_issued_20_weeks_ex", "pc_plans_issued_20_weeks_ex",
    ];

    internal override (string Issued, string Within, string Percent) All =>
        ("plans_issued_den", "plans_issued_within_20_weeks", "pc_plans_issued_within_20_weeks");

    internal override (string Issued, string Within, string Percent) Excluding =>
        ("plans_issued_den_ex", "plans_issued_20_weeks_ex", "pc_plans_issued_20_weeks_ex");

    internal override string Year => "time_period";

    internal override (string All, string Excluding)? MeanWeeks => ("avg_weeks_issue_plan", "avg_weeks_issue_plan_exc");

    internal override string NoTotals => $"has no row of all plans: one whose breakdown is {string.Join(", ", Totals[..^1])} or {Totals[^1]}.";

    /// <summary>Whether a text is of DfE's open data standard.</summary>
    internal static bool Is(string text)
    {
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                return line.Contains("geographic_level", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    internal override string? WrongHeader(IReadOnlyList<string> columns) =>
        Required.Except(columns, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } missing ? $"lacks the columns {string.Join(", ", missing)}."
        : columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"has the column {twice.Key} twice."
        : null;

    internal override bool IsTotal(PublishedLine line) => !line.Has("breakdown") || Totals.Contains(line["breakdown"], StringComparer.OrdinalIgnoreCase);

    internal override (string Level, string Code, string Name)? Place(PublishedLine line)
    {
        if (line["time_identifier"] != "Calendar year")
        {
            line.Wrong("time_identifier", "must be Calendar year");
        }

        switch (line["geographic_level"])
        {
            case "National":
                return Place(line, "country_code", line.Has("country_name") ? line["country_name"] : "England");
            case "Regional" when PartsOfRegions.Contains(line["region_code"]):
                return null;
            case "Regional":
                return Place(line, "region_code", line.Has("region_name") ? line["region_name"] : Regions.Names.GetValueOrDefault(line["region_code"], ""));
            case "Local authority":
                return Place(line, "new_la_code", line["la_name"]);
            default:
                line.Wrong("geographic_level", "must be National, Regional or Local authority");
                return null;
        }
    }
}
