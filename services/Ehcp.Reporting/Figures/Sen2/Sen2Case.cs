using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>What one case tells of a collection beside its known history.</summary>
/// <param name="CaseReference">The case.</param>
/// <param name="Origins">Of each request.</param>
/// <param name="Plan">The plan of the case; null where there is none in the collection.</param>
/// <param name="Disputes">Of each request that mediation or a tribunal could be about.</param>
/// <param name="TellsOfDisputes">Whether any step of mediation or of a tribunal is recorded.</param>
internal sealed record Sen2Case(
    string CaseReference,
    IReadOnlyDictionary<string, Sen2Origins> Origins,
    Sen2Plan? Plan,
    IReadOnlyDictionary<string, Sen2Disputes> Disputes,
    bool TellsOfDisputes)
{
    /// <summary>By what was recorded up to an instant.</summary>
    internal static Sen2Case Of(Law law, CaseSnapshot snapshot, DateTimeOffset known, Sen2Year year, DateOnly reference)
    {
        var recorded = snapshot.Facts.Where(fact => fact.RecordedAt <= known).ToList();
        var timeline = CaseTimeline.From(law, recorded);
        var told = FactStandings.Of(recorded).Where(fact => fact.Standing != FactStanding.Retracted).ToList();
        List<Fact> all = [.. told.Select(fact => fact.Fact.Fact)];
        List<Fact> standing = [.. told.Where(fact => fact.Standing is FactStanding.Stands or FactStanding.Disputed).Select(fact => fact.Fact.Fact)];
        var plan = Sen2Plans.Of(standing, timeline, year, reference);
        return new(
            snapshot.CaseReference,
            Sen2Origins.Of(all, timeline).ToDictionary(request => request.RequestId, request => request.Origins, StringComparer.Ordinal),
            plan, Sen2DisputeReading.Of(all, plan, year.Last), standing.Exists(Sen2DisputeReading.IsDispute));
    }

    /// <summary>A record with what the case tells of it.</summary>
    internal Sen2Record Complete(Sen2Record record) => record with
    {
        Plan = PlanOf(record),
        Disputes = Disputes.GetValueOrDefault(record.Facts.RequestId) ?? Sen2Disputes.None,
    };

    // Of a plan that another replaced within the year only its beginning is told: the case's one cessation is that of the newest.
    private Sen2Plan? PlanOf(Sen2Record record) =>
        Plan is { RequestId: { } id } && id == record.Facts.RequestId ? Plan
        : record is { Plan: { } already } ? already
        : record.Assessment is { Code: 'Y', On: { } sentOn } ? new(record.Facts.RequestId, sentOn, sentOn, IsSuperseded: true)
        : null;
}
