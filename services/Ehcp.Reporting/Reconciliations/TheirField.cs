using System.Collections.Immutable;
using Ehcp.Csv;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Something that the system before says of a case.</summary>
internal sealed record TheirField
{
    private readonly ImmutableArray<string> _keys;

    private TheirField(string words, params string[] others)
    {
        Words = words;
        _keys = [.. others.Prepend(words).Select(ColumnNames.Key)];
    }

    /// <summary>What it is called where a column is named for it, and in what people read.</summary>
    internal string Words { get; }

    /// <summary>Whether its cells are dates.</summary>
    internal bool IsDate => this != CaseReference && this != Overdue && this != InTime;

    internal static TheirField CaseReference { get; } = new(
        "case reference", "case ref", "reference", "ref", "case id", "case no", "case number", "EHC reference", "EHCP reference", "EHC reference number");

    internal static TheirField Received { get; } = new(
        "received on", "received", "date received", "received date", "request received", "request received on", "request received date",
        "date request received", "date of request", "request date");

    internal static TheirField DecisionDue { get; } = new(
        "decision due", "decision due date", "decision due on", "decision to assess due", "decision to assess due date", "assessment decision due",
        "6 week date", "6 week due date", "week 6 date", "week 6 due");

    internal static TheirField DecisionSent { get; } = new(
        "decision sent", "decision sent on", "decision date", "date of decision", "date decision sent", "decision to assess date", "decision to assess sent",
        "assessment decision date", "decision notified on");

    internal static TheirField DraftDue { get; } = new("draft due", "draft due date", "draft due on", "draft plan due", "draft plan due date");

    internal static TheirField DraftSent { get; } = new(
        "draft sent", "draft sent on", "draft plan sent", "draft plan sent on", "date draft sent", "draft issued", "draft plan issued", "draft plan date");

    internal static TheirField PlanDue { get; } = new(
        "plan due", "plan due date", "plan due on", "final plan due", "final plan due date", "final plan due on", "20 week date", "20 week due date",
        "20 weeks due", "20 week deadline", "week 20 date", "deadline");

    internal static TheirField PlanSent { get; } = new(
        "plan sent", "plan sent on", "final plan sent", "final plan sent on", "date plan sent", "plan issued", "final plan issued", "final plan date",
        "date final plan issued", "date plan issued");

    internal static TheirField Overdue { get; } = new("overdue", "is overdue", "late", "is late", "breached", "overdue or in time", "deadline status");

    internal static TheirField InTime { get; } = new("in time", "is in time", "on time", "within time", "within 20 weeks");

    internal static ImmutableArray<TheirField> All { get; } =
        [CaseReference, Received, DecisionDue, DecisionSent, DraftDue, DraftSent, PlanDue, PlanSent, Overdue, InTime];

    /// <summary>The field of a header, by its words alone; null for one that says nothing of these.</summary>
    internal static TheirField? OfHeader(string name) => ColumnNames.Key(name) is var key ? All.FirstOrDefault(field => field._keys.Contains(key)) : null;

    /// <summary>The field that is called so.</summary>
    internal static TheirField? Named(string words) => ColumnNames.Key(words) is var key ? All.FirstOrDefault(field => field._keys[0] == key) : null;
}
