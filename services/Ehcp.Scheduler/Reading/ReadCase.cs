using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary>One case: every deadline with the reason for its date, the facts, what was sent to whom, and what comes next.</summary>
internal static class ReadCase
{
    internal const int MostAlerts = 500;

    internal static async Task<Results<Ok<CaseAnswer>, ProblemHttpResult>> HandleAsync(
        string authority, string caseReference, DateTimeOffset? asOf, Passage gate, NpgsqlDataSource database,
        LawInForce inForce, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!gate.Sight.SeesAllOf(authority))
        {
            return Problems.AuthorityNotAllowed();
        }

        var (key, instant) = (new CaseKey(authority, caseReference), asOf ?? clock.GetUtcNow());
        var law = inForce.Current;
        if (await FoldAsync(database, law, key, asOf, cancellationToken) is not { } fold)
        {
            return Problems.UnknownCase();
        }

        var alerts = await ReadAlerts.PageAsync(
            database, law.Calendar, gate.Sight.Within(key.Authority), new(key.CaseReference), MostAlerts, cancellationToken);
        var answer = Answered(
            law,
            fold,
            [.. alerts.Alerts.Where(alert => alert.FiredAt <= instant)],
            await ReadDigests.OfCaseAsync(database, law.Calendar, key, instant, cancellationToken),
            await ReadMoves.OfCaseAsync(database, law.Calendar, key.Authority, key.CaseReference, instant, cancellationToken),
            LondonCalendar.DayOf(instant));
        return gate.Show(TypedResults.Ok(answer), Seen.Case(key.Authority, key.CaseReference));
    }

    private static CaseAnswer Answered(
        Law law, CaseFold fold, IReadOnlyList<CaseAlert> alerts, IReadOnlyList<CaseDigest> digests, IReadOnlyList<PastMove> moved, DateOnly today)
    {
        var (folded, snapshot) = fold;
        return new(
            snapshot.Authority,
            snapshot.CaseReference,
            snapshot.Version,
            [.. snapshot.Deadlines.Select(clock => Explained(law, clock, today))],
            snapshot.Facts,
            alerts,
            digests,
            [.. Next(law, folded.Timeline, today)],
            snapshot.CannotCompute,
            moved,
            snapshot.PassedTo,
            snapshot.CameFrom,
            [.. FamilyToTell.Of(law, folded.Timeline)]);
    }

    private static ExplainedDeadline Explained(Law law, Clock clock, DateOnly today) => new(
        clock.Milestone,
        clock.Id,
        clock.Trigger,
        clock.StartedOn,
        clock.LastDay,
        law.Calendar.OperationalDate(clock.LastDay),
        clock.EndedOn,
        clock.ClosedOn,
        clock.ClosedBy,
        ClockStates.Name(ClockStates.On(law.Timetable, clock, today)),
        clock.Exemptions ?? [],
        AppliedRule.Of(law.Timetable, clock),
        Explanations.Citation(law.Timetable, clock),
        Explanations.Paragraph(law, clock),
        Explanations.Note(law.Timetable, clock));

    private static IEnumerable<NextLastDay> Next(Law law, Timeline timeline, DateOnly today) =>
        from clock in timeline.Clocks
        let lastDay = clock.LastDay ?? default
        where lastDay >= today && ClockStates.On(law.Timetable, clock, today) == ClockState.Open
        orderby lastDay
        select new NextLastDay(clock.Milestone, clock.Id, lastDay, law.Calendar.OperationalDate(lastDay), lastDay.DayNumber - today.DayNumber);

    // A case that passed to another authority is still found where it was, and says where it is.
    private static async Task<CaseFold?> FoldAsync(
        NpgsqlDataSource database, Law law, CaseKey key, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var linked = (await WholeCases.ReadAsync(connection, [key], cancellationToken))[key];
        if (asOf is { } instant)
        {
            linked = linked.RecordedBy(instant);
        }

        return linked.HomeOf(key) == key && linked.FactsAt(key).Count == 0 ? null
            : linked.PassOn ? linked.Fold(law).Single(fold => (fold.Case.Authority, fold.Case.CaseReference) == (key.Authority, key.CaseReference))
            : CaseFold.Of(law, key.Authority, key.CaseReference, linked.FactsAt(key));
    }
}

/// <summary>One case, with the reason for everything.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="Version">By which rules and from how many events it was computed.</param>
/// <param name="Deadlines">In the order of the process.</param>
/// <param name="Facts">The events it rests on.</param>
/// <param name="Alerts">Whom was told what, newest first.</param>
/// <param name="Digests">What morning digests told whom of it, the newest first.</param>
/// <param name="Next">The deadlines that are open and have not passed, earliest first.</param>
/// <param name="CannotCompute">What is missing or disputed.</param>
/// <param name="Moved">What recalculations moved, newest first.</param>
/// <param name="PassedTo">Where the case is now, when it passed to another authority; null while it is here.</param>
/// <param name="CameFrom">Where it was before, the first holder first; null when it was always here.</param>
/// <param name="FamilyToTell">What the family must be told of: exemptions that are claimed, and what a notice of a decision must give.</param>
internal sealed record CaseAnswer(
    string Authority,
    string CaseReference,
    SnapshotVersion Version,
    IReadOnlyList<ExplainedDeadline> Deadlines,
    IReadOnlyList<SnapshotFact> Facts,
    IReadOnlyList<CaseAlert> Alerts,
    IReadOnlyList<CaseDigest> Digests,
    IReadOnlyList<NextLastDay> Next,
    IReadOnlyList<Uncomputed> CannotCompute,
    IReadOnlyList<PastMove> Moved,
    CasePlace? PassedTo,
    IReadOnlyList<CasePlace>? CameFrom,
    IReadOnlyList<TellFamily> FamilyToTell);

/// <summary>A deadline of a case, with the reason for its date.</summary>
/// <param name="Milestone">What must be done.</param>
/// <param name="Clock">The process it belongs to.</param>
/// <param name="Trigger">Type of the event that started it.</param>
/// <param name="StartedOn">Date of that event; null when disputed.</param>
/// <param name="LastDay">The last day in time, inclusive; null when it cannot be computed.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="EndedOn">When it was done; null when it is not.</param>
/// <param name="ClosedOn">When the law asked no more for it; null when it does.</param>
/// <param name="ClosedBy">Why it asks no more.</param>
/// <param name="State"><c>open</c>, <c>met</c>, <c>missed</c>, <c>overdue</c>, <c>exempt</c>, <c>not-applicable</c> or <c>cannot-compute</c>, on the day asked
/// for.</param>
/// <param name="Exemptions">Exemptions that were claimed of it.</param>
/// <param name="Rule">The rule that sets it; null where this release does not have it.</param>
/// <param name="Citation">Where the law says so.</param>
/// <param name="Explanation">The reason in words.</param>
/// <param name="Note">What a reader should know of the source of the rule; null when its provision has been read.</param>
internal sealed record ExplainedDeadline(
    string Milestone,
    string Clock,
    string Trigger,
    DateOnly? StartedOn,
    DateOnly? LastDay,
    DateOnly? LastWorkingDay,
    DateOnly? EndedOn,
    DateOnly? ClosedOn,
    string? ClosedBy,
    string State,
    IReadOnlyList<ClaimedExemption> Exemptions,
    AppliedRule? Rule,
    string Citation,
    string Explanation,
    string? Note);
