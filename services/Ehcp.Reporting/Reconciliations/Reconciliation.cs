using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>What came of comparing a file of the system before with what is known here.</summary>
/// <param name="Number">Its number; null of a trial, which is not kept.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="OnDay">The London day of the file, on which a case is overdue, or is not.</param>
/// <param name="MadeAt">When.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Rules">Release of the rules that our days were explained by.</param>
/// <param name="Calendar">Edition of the list of bank holidays.</param>
/// <param name="ClosedCases">Whether the file has closed cases too.</param>
/// <param name="Compared">What the file has a column for.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="RefusedRows">Rows that could not be compared.</param>
/// <param name="UnreadCells">Cells that could not be read, in rows that were compared.</param>
/// <param name="Same">Cases of which both say the same in everything that was compared.</param>
/// <param name="Different">Cases that both have, of which something differs or could not be read.</param>
/// <param name="Differences">How many differences of each kind. A case may have several.</param>
public sealed record Reconciliation(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Number, string Authority, DateOnly OnDay, DateTimeOffset MadeAt, string MadeBy,
    string Rules, string Calendar, bool ClosedCases, IReadOnlyList<string> Compared, int Rows, int RefusedRows, int UnreadCells, int Same, int Different,
    DifferenceCounts Differences)
{
    /// <summary>Cases that either has.</summary>
    public int Cases => Same + Different + Differences.OnlyWithThem + Differences.OnlyWithUs;

    /// <summary>Of them, the share of which both say the same, 0 to 1; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? ShareEqual => Cases == 0 ? null : (double)Same / Cases;
}

/// <summary>Differences by kind.</summary>
/// <param name="OnlyWithThem">Rows of no case that is known here.</param>
/// <param name="OnlyWithUs">Cases without a row.</param>
/// <param name="AnotherDate">Days of something received or sent.</param>
/// <param name="AnotherDeadline">Last days.</param>
/// <param name="AnotherStatus">Overdue, in time or met.</param>
public sealed record DifferenceCounts(int OnlyWithThem, int OnlyWithUs, int AnotherDate, int AnotherDeadline, int AnotherStatus)
{
    internal int Of(string kind) => kind switch
    {
        Kinds.OnlyWithThem => OnlyWithThem,
        Kinds.OnlyWithUs => OnlyWithUs,
        Kinds.AnotherDate => AnotherDate,
        Kinds.AnotherDeadline => AnotherDeadline,
        _ => AnotherStatus,
    };
}

/// <summary>A difference as it is listed.</summary>
/// <param name="Id">Its place in the reconciliation.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="Case">Address of the page of the case here, with its timeline; null where it is not known here.</param>
/// <param name="Kind"><c>only-with-them</c>, <c>only-with-us</c>, <c>another-date</c>, <c>another-deadline</c> or <c>another-status</c>.</param>
/// <param name="Item">What differs: <c>case</c>, <c>received</c>, <c>decision</c>, <c>draft</c> or <c>plan</c>.</param>
/// <param name="Theirs">What they say: a day, YYYY-MM-DD, or <c>overdue</c>, <c>in-time</c>, <c>met</c>; null for nothing.</param>
/// <param name="Ours">What is known here: a day or the state of the clock; null for nothing.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="LegalSource">Where the law sets the limit.</param>
/// <param name="Working">How our day was computed, in sentences, with every exemption.</param>
/// <param name="Mark">What somebody said who looked at it; null for nothing yet.</param>
/// <param name="MarkedBy">Who.</param>
/// <param name="MarkedAt">When.</param>
public sealed record ListedDifference(
    int Id, string CaseReference, string? Case, string Kind, string Item, string? Theirs, string? Ours, string? Rule, string? LegalSource, string? Working,
    string? Mark, string? MarkedBy, DateTimeOffset? MarkedAt);

/// <param name="Reconciliation">The counts.</param>
/// <param name="Differences">Those of this page.</param>
/// <param name="IgnoredColumns">Columns of the file that were not read. They are told once and kept nowhere; null when it is opened again.</param>
/// <param name="Errors">What could not be read, the first thousand.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
public sealed record ReconciliationAnswer(
    Reconciliation Reconciliation, IReadOnlyList<ListedDifference> Differences, IReadOnlyList<string>? IgnoredColumns, IReadOnlyList<CellError> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Next);
