using System.Globalization;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>An edition under the column names of DfE's own file of 20-week timeliness.</summary>
internal static class PublicTable
{
    internal static OpenDataTable Of(PublicEdition edition)
    {
        var rows = edition.Rows().Select(row => (Row: row, Period: PeriodOf(edition, row))).ToList();
        var time = OpenDataTime.Of(rows.Select(row => row.Period));
        return new(
            $"ehcp-20-week-rates-published-{edition.Id}",
            "EHC plans issued within 20 weeks, published figures",
            [
                .. time.Columns,
                .. OpenDataPlace.Columns,
                new("breakdown_topic", OpenDataKind.FilterGroup, "What the rows are broken down by"),
                new("breakdown", OpenDataKind.Filter, "Breakdown"),
                Count("plans_issued_den", "Plans issued"),
                Count("plans_issued_within_20_weeks", "Plans issued within 20 weeks"),
                Percent("pc_plans_issued_within_20_weeks", "Percentage of plans issued within 20 weeks"),
                Count("plans_issued_den_ex", "Plans issued, excluding exceptions"),
                Count("plans_issued_20_weeks_ex", "Plans issued within 20 weeks, excluding exceptions"),
                Percent("pc_plans_issued_20_weeks_ex", "Percentage of plans issued within 20 weeks, excluding exceptions"),
            ],
            [.. rows.Select(row => (string[])[.. time.Cells(row.Period), .. Row(edition, row.Row)])]);
    }

    internal static ExportNotes Notes(PublicEdition edition, RateDefinition definition, ExportSettings settings)
    {
        var known = new AsKnown(edition.KnownAt, IsNow: false, [edition.Authority]);
        var notes = ExportNotes.Of(definition, new(null, null, RateGrouping.Quarter, known),
            new Freshness(edition.KnownAt, Deadlines.StatutoryTimetable.Shipped.Release, AnyCase: true), settings);
        return notes with { Definition = [.. notes.Definition, .. Sentences(edition)] };
    }

    /// <summary>What a reader must know of hidden numbers.</summary>
    internal static IEnumerable<string> Sentences(PublicEdition edition)
    {
        yield return $"Hidden (c): a number from 1 to {edition.Threshold - 1}, or one from which such a number could be worked out. The quarters of a year are shown with the same detail.";
        yield return "A year that was published before stays as it was while what has been corrected since is so little that the difference would be such a "
            + "number.";
        if (edition.RoundTo > 1)
        {
            yield return $"Counts are rounded to a multiple of {edition.RoundTo}, and percentages are worked out from the rounded counts.";
        }
    }

    private static OpenDataPeriod PeriodOf(PublicEdition edition, PublicRow row) => OpenDataPeriod.Of(
        new(
            null, null, row.Period.Length == 4 ? RateGrouping.Year : RateGrouping.Quarter, new(edition.KnownAt, IsNow: false, [edition.Authority])),
        row.Period);

    private static string[] Row(PublicEdition edition, PublicRow row) =>
    [
        .. OpenDataPlace.Of(edition.Authority), "All EHC plans issued", "Total",
        Text(row.PlansIssued), Text(row.WithinTwentyWeeks), Share(row.WithinTwentyWeeks, row.PlansIssued),
        Text(row.PlansIssuedExcludingExemptions), Text(row.WithinTwentyWeeksExcludingExemptions),
            Share(row.WithinTwentyWeeksExcludingExemptions, row.PlansIssuedExcludingExemptions),
    ];

    private static string Text(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? OpenDataTable.Hidden;

    private static string Share(int? part, int? whole) => (part, whole) switch
    {
        (_, null) or (null, _) => OpenDataTable.Hidden,
        (_, 0) => OpenDataTable.NotApplicable,
        var (some, all) => Math.Round(100m * some.Value / all.Value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture),
    };

    private static OpenDataColumn Count(string name, string label) => new(name, OpenDataKind.Count, label, MayBeHidden: true);

    private static OpenDataColumn Percent(string name, string label) => new(name, OpenDataKind.Percent, label, MayBeHidden: true);
}
