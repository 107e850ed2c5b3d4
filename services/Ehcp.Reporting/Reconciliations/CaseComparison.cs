using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Compares what two systems say of one case. Only what the file has a column for is compared.</summary>
/// <param name="law">The law by which our days are explained.</param>
/// <param name="columns">What the file says.</param>
/// <param name="onDay">The London day on which a case is overdue, or is not.</param>
internal sealed class CaseComparison(Law law, TheirColumns columns, DateOnly onDay)
{
    /// <summary>The row is of no case of ours.</summary>
    internal static Difference OnlyTheirs(string caseReference) => new(caseReference, Kinds.OnlyWithThem, Items.Case, null, null);

    /// <summary>The case has no row, with our last day for its plan.</summary>
    internal Difference OnlyOurs(CaseSnapshot ours) =>
        PlanClock(ours, RequestOf(ours, null)) is { } clock
            ? Explained(new(ours.CaseReference, Kinds.OnlyWithUs, Items.Case, null, Text(clock.LastDay)), clock)
            : new(ours.CaseReference, Kinds.OnlyWithUs, Items.Case, null, null);

    /// <summary>Everything that differs.</summary>
    internal IEnumerable<Difference> Of(CaseSnapshot ours, TheirCase theirs)
    {
        var request = RequestOf(ours, theirs.Day(TheirField.Received));
        var plan = PlanClock(ours, request);
        DateOnly[] drafts = [.. DraftsOf(ours, request)];
        return new[]
        {
            Date(ours, theirs, TheirField.Received, Items.Received, request?.ReceivedOn),
            Date(ours, theirs, TheirField.DecisionSent, Items.Decision, request?.AssessmentDecidedOn),
            // A draft may be served again. The one they tell of need not be the last.
            Date(ours, theirs, TheirField.DraftSent, Items.Draft,
                theirs.Day(TheirField.DraftSent) is { } told && drafts.Contains(told) ? told : drafts.Length == 0 ? null : drafts.Max()),
            Date(ours, theirs, TheirField.PlanSent, Items.Plan, request?.PlanSentOn),
            Deadline(ours, theirs, TheirField.DecisionDue, Items.Decision, ClockOf(ours, Milestone.DecisionToAssess, request)),
            // The law sets no day for the draft, but after some reversals.
            ours.Deadlines.LastOrDefault(clock => clock.Milestone == Code.Of(Milestone.DraftPlanAfterReversal)) is { } draft
                ? Deadline(ours, theirs, TheirField.DraftDue, Items.Draft, draft)
                : null,
            Deadline(ours, theirs, TheirField.PlanDue, Items.Plan, plan),
            Standing(ours, theirs, plan),
        }.OfType<Difference>();
    }

    // The request that their day of receipt names, else the newest.
    private static KnownRequest? RequestOf(CaseSnapshot ours, DateOnly? receivedOn)
    {
        KnownRequest[] now = [.. ours.History.Where(known => known.KnownTo is null)];
        return Array.Find(now, known => receivedOn is not null && known.ReceivedOn == receivedOn)
            ?? now.OrderBy(known => known.ReceivedOn ?? DateOnly.MinValue).ThenBy(known => known.RequestId, StringComparer.Ordinal).LastOrDefault();
    }

    private static Clock? ClockOf(CaseSnapshot ours, Milestone milestone, KnownRequest? request) =>
        request is null ? null : ours.Deadlines.FirstOrDefault(clock => clock.Id == request.RequestId && clock.Milestone == Code.Of(milestone));

    // After a refusal was reversed another limit may run, and that of the request is closed.
    private static Clock? PlanClock(CaseSnapshot ours, KnownRequest? request) =>
        ClockOf(ours, Milestone.FinalPlan, request) is { ClosedBy: null } clock ? clock
        : ours.Deadlines.LastOrDefault(other => other.Milestone == Code.Of(Milestone.FinalPlanAfterReversal))
            ?? ClockOf(ours, Milestone.FinalPlan, request);

    private static IEnumerable<DateOnly> DraftsOf(CaseSnapshot ours, KnownRequest? request) =>
        ours.Facts.Any(fact => fact.Fact is DraftPlanServed)
            ? from standing in FactStandings.Of(ours.Facts)
              where standing.Standing == FactStanding.Stands
              let served = standing.Fact.Fact as DraftPlanServed
              where served is not null && (served.RequestId ?? "1") == request?.RequestId
              select served.ServedOn
            : [];

    private Difference? Date(CaseSnapshot ours, TheirCase theirs, TheirField field, string item, DateOnly? our) =>
        IsCompared(theirs, field) && theirs.Day(field) != our
            ? new(ours.CaseReference, Kinds.AnotherDate, item, Text(theirs.Day(field)), Text(our))
            : null;

    // Many systems empty the day when the thing is done: where nothing runs any more, no day of theirs is no difference.
    private Difference? Deadline(CaseSnapshot ours, TheirCase theirs, TheirField field, string item, Clock? clock)
    {
        var their = theirs.Day(field);
        if (!IsCompared(theirs, field) || their == clock?.LastDay || (their is null && clock is not { EndedOn: null, ClosedBy: null }))
        {
            return null;
        }

        var difference = new Difference(ours.CaseReference, Kinds.AnotherDeadline, item, Text(their), Text(clock?.LastDay));
        return clock is null
            ? difference with { Working = "No event says of this case that this limit runs." }
            : Explained(difference, clock);
    }

    private Difference? Standing(CaseSnapshot ours, TheirCase theirs, Clock? plan)
    {
        if (theirs.Standing is not { } said)
        {
            return null;
        }

        var state = plan is null ? ClockState.CannotCompute : ClockStates.On(law.Timetable, plan, onDay);
        var isLate = state is ClockState.Overdue or ClockState.Missed;
        var isSame = state != ClockState.CannotCompute && said switch
        {
            TheirCase.Overdue => isLate,
            TheirCase.Met => state == ClockState.Met,
            _ => !isLate,
        };
        if (isSame)
        {
            return null;
        }

        var difference = new Difference(ours.CaseReference, Kinds.AnotherStatus, Items.Plan, said, ClockStates.Name(state));
        return plan is null ? difference with { Working = "No event says of this case that this limit runs." } : Explained(difference, plan);
    }

    private bool IsCompared(TheirCase theirs, TheirField field) => columns.Fields.Contains(field) && theirs.IsRead(field);

    private Difference Explained(Difference difference, Clock clock) => difference with
    {
        Rule = clock.Rule,
        LegalSource = Explanations.Citation(law.Timetable, clock),
        Working = Explanations.Paragraph(law, clock) + ((clock.Exemptions ?? []).Any() ? "" : " No exemption is claimed.")
            + " A working day is one by the list of bank holidays of England and Wales.",
    };

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
