namespace Ehcp.Intake.Mappings;

/// <summary>How the columns of a file become facts.</summary>
/// <param name="Name">What it is called: 1 to 64 small letters, digits and hyphens.</param>
/// <param name="About">What kind of file it is for.</param>
/// <param name="Verified">Whether it was made from the format itself; false where no public description of the format was found.</param>
/// <param name="Source">The CloudEvents source of its events, one of the key's. A request may name another.</param>
/// <param name="Authority">The authority of a row: a constant, or a column. A request may name a constant.</param>
/// <param name="CaseReference">The case reference of a row.</param>
/// <param name="Row">The columns that a row is known by from one file to the next; that of the case reference unless they are named.</param>
/// <param name="Extract">Whether a file holds every row, or only those that changed.</param>
/// <param name="Dates">In which order dates of three numbers are written. Where it is not said, a date that can be read in two ways is refused.</param>
/// <param name="Time">When the row was last changed, by the clock of the source. Without it the time of the import counts.</param>
/// <param name="Drop">More columns that are about a person: they are never kept, and the report names them.</param>
/// <param name="Facts">What the columns tell.</param>
public sealed record Mapping(
    string Name,
    MappedValue CaseReference,
    IReadOnlyList<MappedFact> Facts,
    string? About = null,
    bool? Verified = null,
    string? Source = null,
    MappedValue? Authority = null,
    IReadOnlyList<string>? Row = null,
    ExtractKind Extract = ExtractKind.Full,
    MappedDates? Dates = null,
    MappedValue? Time = null,
    IReadOnlyList<string>? Drop = null)
{
    /// <summary>The columns that a row is known by.</summary>
    internal IReadOnlyList<string> RowColumns => Row is { Count: > 0 } ? Row : CaseReference.Column is { } column ? [column] : [];

    /// <summary>Every value in it, with where it stands.</summary>
    internal IEnumerable<(string Pointer, MappedValue Value)> Values()
    {
        yield return ("/caseReference", CaseReference);
        if (Authority is not null)
        {
            yield return ("/authority", Authority);
        }

        if (Time is not null)
        {
            yield return ("/time", Time);
        }

        for (var at = 0; at < Facts.Count; at++)
        {
            foreach (var (field, value) in Facts[at].Data)
            {
                yield return ($"/facts/{at}/data/{field}", value);
            }
        }
    }
}

/// <summary>One fact that a row may tell.</summary>
/// <param name="Type">Its type without prefix and version, such as <c>request-received</c>.</param>
/// <param name="Data">What each field is made of.</param>
/// <param name="When">What must hold for the row to tell it: all of these. Then what is required must be there.</param>
/// <param name="WhenEmpty">What happens when a row told it before and no longer does.</param>
public sealed record MappedFact(
    string Type, IReadOnlyDictionary<string, MappedValue> Data, IReadOnlyList<MappedCondition>? When = null, EmptyValue WhenEmpty = EmptyValue.Report);

/// <summary>What a field is made of: a column, or a constant.</summary>
/// <param name="Column">Name of the column. Capitals, blanks, hyphens and underscores do not matter.</param>
/// <param name="Constant">The same value for every row.</param>
/// <param name="Codes">What the values of the column mean; null for nothing. A value that is not listed is refused.</param>
/// <param name="Prefix">What stands before the value.</param>
/// <param name="Optional">Whether files may lack the column.</param>
/// <param name="As">How the value is to be read where the field does not say it: <c>date</c> makes an id of a date, <c>year</c> and
/// <c>month-and-day</c> read a part of one.</param>
public sealed record MappedValue(
    string? Column = null, string? Constant = null, IReadOnlyDictionary<string, string?>? Codes = null, string? Prefix = null, bool Optional = false,
    MappedReading? As = null);

/// <summary>A condition on one column.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Is">It has one of these values.</param>
/// <param name="IsNot">It has none of these values.</param>
/// <param name="Filled">Whether anything stands in it.</param>
/// <param name="Optional">Whether files may lack the column; then the fact is not told.</param>
public sealed record MappedCondition(
    string Column, IReadOnlyList<string>? Is = null, IReadOnlyList<string>? IsNot = null, bool? Filled = null, bool Optional = false);
