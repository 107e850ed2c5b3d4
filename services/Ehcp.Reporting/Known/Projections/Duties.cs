using System.Collections.Frozen;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>
/// What was known of each measured duty of a case in every span of ledger time. The Scheduler tells the requests and the reviews so, and of other limits how
/// they stand now; how they stood is read from the facts, which say when each was recorded, by the same library of the law.
/// </summary>
internal static class Duties
{
    private static readonly FrozenSet<string> Milestones = FrozenSet.Create(Code.Of(Milestone.AnnualReview), Code.Of(Milestone.PhaseTransfer));

    // Each clock runs by itself: without a claim, which can be on any of them, these are as in a fold of the whole timetable, in a third of its time.
    private static readonly StatutoryTimetable Measured = new(
        StatutoryTimetable.Shipped.Release, [.. StatutoryTimetable.Shipped.Limits.Where(limit => Milestones.Contains(limit.MilestoneCode))]);

    // A case without any of these has no such duty, nor ever had: nothing is folded for it.
    private static readonly FrozenSet<FactType> Begin = Measured.Limits.Select(limit => limit.Trigger.Type).Append(FactCatalogue.Of<ExemptionClaimed>())
        .ToFrozenSet();

    /// <summary>Of each duty, in order of time. None of a case that passed to another authority, where all its facts are.</summary>
    internal static IEnumerable<DutySpan> Of(Law law, CaseSnapshot snapshot) => snapshot.PassedTo is not null
        || !snapshot.Facts.Any(fact => Begin.Contains(FactCatalogue.Of(fact.Fact))) ? [] : Spans(law, snapshot);

    private static List<DutySpan> Spans(Law law, CaseSnapshot snapshot)
    {
        var spans = new List<DutySpan>();
        var open = new Dictionary<(string Duty, string Id), KnownDuty>();
        var known = new List<SnapshotFact>(snapshot.Facts.Count);
        var steps = snapshot.Facts.GroupBy(fact => fact.RecordedAt).OrderBy(step => step.Key).ToList();
        var begun = false;
        foreach (var step in steps)
        {
            known.AddRange(step);
            begun = begun || step.Any(fact => Begin.Contains(FactCatalogue.Of(fact.Fact)));
            if (begun)
            {
                Learn(step.Key, step == steps[^1] ? Now(snapshot, step.Key) : Then(law, snapshot, known, step.Key));
            }
        }

        return [.. spans, .. open.Values.Select(Span)];

        void Learn(DateTimeOffset at, List<KnownDuty> duties)
        {
            foreach (var duty in duties)
            {
                var key = (duty.Duty, duty.DutyId);
                if (open.TryGetValue(key, out var before) && before.SaysTheSame(duty))
                {
                    continue;
                }

                Close(before, at);
                open[key] = duty;
            }

            foreach (var gone in open.Keys.Except(duties.Select(duty => (duty.Duty, duty.DutyId))).ToList())
            {
                Close(open[gone], at);
                open.Remove(gone);
            }
        }

        void Close(KnownDuty? duty, DateTimeOffset at)
        {
            if (duty is not null)
            {
                spans.Add(Span(duty with { KnownTo = at }));
            }
        }

        DutySpan Span(KnownDuty duty) => new(snapshot.Authority, snapshot.CaseReference, duty);
    }

    // The newest fold is the Scheduler's own.
    private static List<KnownDuty> Now(CaseSnapshot snapshot, DateTimeOffset at) =>
        Of(snapshot, snapshot.Deadlines, (snapshot.Team, snapshot.Area, snapshot.PrimaryNeed), at);

    private static List<KnownDuty> Then(Law law, CaseSnapshot snapshot, List<SnapshotFact> known, DateTimeOffset at)
    {
        var timeline = CaseTimeline.From(known.Exists(fact => fact.Fact is ExemptionClaimed) ? law : law with { Timetable = Measured }, known);
        return Of(snapshot, timeline.Clocks, (timeline.Description.Team, timeline.Description.Area, timeline.Description.PrimaryNeed), at);
    }

    private static List<KnownDuty> Of(
        CaseSnapshot snapshot, IReadOnlyList<Clock> clocks, (string? Team, string? Area, string? Need) described, DateTimeOffset at)
    {
        IReadOnlyList<FormerHolder>? before = snapshot.CameFrom is { } places
            ? [.. places.Where(place => place.HeldTo is not null).Select(place => new FormerHolder(place.Authority, place.HeldTo!.Value))]
            : null;
        var limits = clocks.Where(clock => Milestones.Contains(clock.Milestone))
            .Select(clock => Duty(clock.Milestone, clock.Id, clock.LastDay, clock.EndedOn, clock.EndedOn is null ? clock.ClosedOn : null));
        var claims = clocks.SelectMany(clock => clock.Exemptions ?? []).Where(claim => claim.Disapplies)
            .GroupBy(claim => (claim.ExemptionId, claim.DecidedOn))
            .Select(claim => Duty(
                "exemption-told", $"{claim.Key.ExemptionId}/{claim.Key.DecidedOn:yyyy-MM-dd}", claim.Key.DecidedOn, claim.Max(one => one.FamilyToldOn), null));
        return [.. limits, .. claims];

        KnownDuty Duty(string duty, string id, DateOnly? due, DateOnly? done, DateOnly? closed) =>
            new(duty, id, at, null, due, done, closed, described.Team, described.Area, described.Need, before);
    }
}
