using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>Everything that follows from the set of a case's facts, and from nothing else.</summary>
internal sealed record CaseFold(FoldedCase Case, CaseSnapshot Snapshot)
{
    /// <param name="law">The law it is computed by.</param>
    /// <param name="facts">Every fact of the case, each once, in any order; sorted in place.</param>
    /// <param name="known">What was known when; null to compute it from the same facts.</param>
    internal static CaseFold Of(Law law, string authority, string caseReference, List<RecordedFact> facts, KnownHistory? known = null)
    {
        facts.Sort(ByTime);
        var timeline = CaseTimeline.From(law, facts);
        var description = timeline.Description;
        var history = known ?? KnownHistory.Of(law, facts, timeline);
        return new(
            new(authority, caseReference, timeline, facts.Min(fact => fact.RecordedAt)),
            new(
                authority,
                caseReference,
                new(law.Timetable.Release, facts.Count, law.Calendar.Edition),
                facts.ConvertAll(ForOthers),
                timeline.Clocks,
                history.Requests,
                timeline.CannotCompute,
                description.Team,
                description.Area,
                description.PrimaryNeed,
                description.YearGroup,
                description.Setting,
                history.Reviews));
    }

    /// <summary>The fact without the addresses of staff, which stay in this service.</summary>
    internal static SnapshotFact ForOthers(RecordedFact recorded) => new(
        recorded.Source,
        recorded.Id,
        recorded.Time,
        recorded.RecordedAt,
        recorded.Fact is CaseAssigned assigned ? new CaseAssigned(assigned.Team) : recorded.Fact);

    /// <summary>By time, then by source and id: of two facts of one key the later one wins.</summary>
    internal static int ByTime(RecordedFact left, RecordedFact right)
    {
        var order = left.Time.CompareTo(right.Time);
        order = order != 0 ? order : string.CompareOrdinal(left.Source, right.Source);
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    }
}
