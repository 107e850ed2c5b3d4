using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Csv;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>What the system before says of one case: a row of its file.</summary>
/// <param name="Line">Where it stands in the file, the first line being 1.</param>
/// <param name="CaseReference">The authority's reference.</param>
/// <param name="Days">Days, in the order of <see cref="Dates"/>; null where the cell is empty, cannot be read or has no column.</param>
/// <param name="Standing"><c>overdue</c>, <c>in-time</c> or <c>met</c>; null likewise.</param>
/// <param name="Unread">Which of the fields could not be read, by their place in <see cref="TheirField.All"/>: of them nothing is compared.</param>
internal sealed record TheirCase(long Line, string CaseReference, DateOnly?[] Days, string? Standing, int[] Unread)
{
    internal const string Overdue = "overdue";
    internal const string InTime = "in-time";
    internal const string Met = "met";

    /// <summary>The fields that are days.</summary>
    internal static TheirField[] Dates { get; } = [.. TheirField.All.Where(field => field.IsDate)];

    internal DateOnly? Day(TheirField field) => Days[Array.IndexOf(Dates, field)];

    internal bool IsRead(TheirField field) => !Unread.Contains(TheirField.All.IndexOf(field));
}

/// <summary>Reads rows by their columns.</summary>
internal sealed partial class TheirRows(TheirColumns columns, int headerWidth)
{
    // As extracts write nothing.
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase) { "", "null", "n/a", "na", "none", "-", "–" };

    private readonly int _width = columns.Places.Max() + 1;

    /// <summary>The case of a row; null where it cannot be compared. What is wrong with it is added to the errors.</summary>
    internal TheirCase? Read(CsvRow row, List<CellError> errors)
    {
        if (row.IsLonger || (row.Columns < headerWidth && row.Columns < _width))
        {
            errors.Add(new(row.Line, null, CellRules.Columns));
            return null;
        }

        if (!Reference().IsMatch(row.Cells[0]) || PersonalShapes.CheckedIn(row.Cells[0]) is not null || Upn().IsMatch(row.Cells[0]))
        {
            errors.Add(new(row.Line, TheirField.CaseReference.Words, CellRules.CaseReference));
            return null;
        }

        var (days, unread, standing) = (new DateOnly?[TheirCase.Dates.Length], new List<int>(), (string?)null);
        for (var place = 1; place < columns.Fields.Count; place++)
        {
            var (field, cell) = (columns.Fields[place], row.Cells[place]);
            if (Nothing.Contains(cell))
            {
                continue;
            }

            if (!field.IsDate && StandingOf(field, cell) is { } said && (standing is null || standing == said))
            {
                standing = said;
            }
            else if (field.IsDate && CsvDates.TryDay(cell, DateOrder.DayFirst, out var day) == DateReading.Read && day >= FieldRule.FirstDate)
            {
                days[Array.IndexOf(TheirCase.Dates, field)] = day;
            }
            else
            {
                errors.Add(new(row.Line, field.Words, field.IsDate ? CellRules.Date : CellRules.Standing));
                unread.Add(TheirField.All.IndexOf(field));
            }
        }

        return new(row.Line, row.Cells[0], days, standing, [.. unread]);
    }

    private static string? StandingOf(TheirField field, string cell) => ColumnNames.Key(cell) switch
    {
        "yes" or "y" or "true" or "1" => field == TheirField.Overdue ? TheirCase.Overdue : TheirCase.InTime,
        "no" or "n" or "false" or "0" => field == TheirField.Overdue ? TheirCase.InTime : TheirCase.Overdue,
        "overdue" or "late" or "breached" or "missed" or "outoftime" => TheirCase.Overdue,
        "intime" or "ontime" or "ontrack" or "withintime" or "open" or "notoverdue" => TheirCase.InTime,
        "met" or "met20weeks" or "completedintime" or "sentintime" => TheirCase.Met,
        _ => null,
    };

    [GeneratedRegex(Patterns.CaseReference)]
    private static partial Regex Reference();

    [GeneratedRegex(Patterns.Upn)]
    private static partial Regex Upn();
}
