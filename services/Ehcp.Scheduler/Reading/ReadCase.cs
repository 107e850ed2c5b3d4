using System.Globalization;
using Ehcp.Contracts;
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
    private const int MostAlerts = 500;

    internal sealed record Answer(
        string Authority,
        string CaseReference,
        SnapshotVersion Version,
        IReadOnlyList<Deadline> Deadlines,
        IReadOnlyList<SnapshotFact> Facts,
        IReadOnlyList<ReadAlerts.Alert> Alerts,
        IReadOnlyList<NextLastDay> Next,
        IReadOnlyList<Uncomputed> CannotCompute,
        IReadOnlyList<PastMove> Moved);

    internal sealed record Deadline(
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
        string Explanation);

    /// <summary>A deadline that is open and has not passed.</summary>
    internal sealed record NextLastDay(string Milestone, string Clock, DateOnly LastDay, DateOnly? LastWorkingDay, int DaysLeft);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        string authority, string caseReference, string? asOf, Passage gate, NpgsqlDataSource database,
        LawInForce inForce, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Authorities.Find(authority) is not { } council)
        {
            return Problems.UnknownAuthority();
        }

        if (!gate.Sight.SeesAllOf(council.OnsCode))
        {
            return Problems.AuthorityNotAllowed();
        }

        if (Instant(asOf, clock) is not { } instant)
        {
            return Problems.Invalid("asOf", "An instant with its offset is expected, such as 2026-05-01T09:00:00Z.");
        }

        var key = new CaseKey(council.OnsCode, caseReference);
        var facts = await FactsAsync(database, key, cancellationToken);
        facts.RemoveAll(fact => asOf is not null && fact.RecordedAt > instant);
        if (facts.Count == 0)
        {
            return Problems.UnknownCase();
        }

        var alerts = await ReadAlerts.PageAsync(database, gate.Sight.Within(key.Authority), new(key.CaseReference), MostAlerts, cancellationToken);
        var law = inForce.Current;
        var answer = Answered(
            law,
            CaseFold.Of(law, key.Authority, key.CaseReference, facts),
            [.. alerts.Alerts.Where(alert => alert.FiredAt <= instant)],
            await ReadMoves.OfCaseAsync(database, key.Authority, key.CaseReference, instant, cancellationToken),
            LondonCalendar.DayOf(instant));
        return gate.Show(TypedResults.Ok(answer), Seen.Case(key.Authority, key.CaseReference));
    }

    private static Answer Answered(Law law, CaseFold fold, IReadOnlyList<ReadAlerts.Alert> alerts, IReadOnlyList<PastMove> moved, DateOnly today)
    {
        var (folded, snapshot) = fold;
        return new(
            snapshot.Authority,
            snapshot.CaseReference,
            snapshot.Version,
            [.. snapshot.Deadlines.Select(clock => Explained(law, clock, today))],
            snapshot.Facts,
            alerts,
            [.. Next(law, folded.Timeline, today)],
            snapshot.CannotCompute,
            moved);
    }

    private static Deadline Explained(Law law, Clock clock, DateOnly today) => new(
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
        Explanations.Paragraph(law, clock));

    private static IEnumerable<NextLastDay> Next(Law law, Timeline timeline, DateOnly today) =>
        from clock in timeline.Clocks
        let lastDay = clock.LastDay ?? default
        where lastDay >= today && ClockStates.On(law.Timetable, clock, today) == ClockState.Open
        orderby lastDay
        select new NextLastDay(clock.Milestone, clock.Id, lastDay, law.Calendar.OperationalDate(lastDay), lastDay.DayNumber - today.DayNumber);

    // A plus sign that was not escaped arrives as a space. An instant without an offset would be a guess.
    private static DateTimeOffset? Instant(string? asOf, TimeProvider clock)
    {
        if (asOf?.Replace(' ', '+') is not { } text)
        {
            return clock.GetUtcNow();
        }

        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant : null;
    }

    private static async Task<List<RecordedFact>> FactsAsync(NpgsqlDataSource database, CaseKey key, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(FactTable.Select([key]));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var facts = await FactTable.ReadAsync(reader, cancellationToken);
        return facts.GetValueOrDefault(key) ?? [];
    }
}
