using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Changes;

/// <summary>A change of a case, as the feed tells it.</summary>
/// <param name="Kind">One of <see cref="ChangeTable.Kinds"/>.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="Milestone">Of a breach, what should have been done.</param>
/// <param name="Clock">Of a breach, the process it belongs to.</param>
/// <param name="LastDay">Of a breach, the last day that was in time.</param>
internal sealed record Change(
    string Kind, string Authority, string CaseReference, string? Milestone = null, string? Clock = null, DateOnly? LastDay = null)
{
    internal static Change Of(DeadlineBreached breach) =>
        new(ChangeTable.Breached, breach.Authority, breach.CaseReference, breach.Milestone, breach.Clock, breach.LastDay);

    internal static Change Of(BreachCleared breach) =>
        new(ChangeTable.Cleared, breach.Authority, breach.CaseReference, breach.Milestone, breach.Clock, breach.LastDay);
}

/// <summary>Writes down what is announced, in the transaction that announces it. See <see cref="PlaceChanges"/>.</summary>
internal static class ChangeTable
{
    internal const string Timeline = "timeline-changed";
    internal const string Breached = "deadline-breached";
    internal const string Cleared = "breach-cleared";

    private const string InsertSql = """
        insert into unplaced_change (kind, authority, case_reference, milestone, clock, last_day)
        select kind, authority, case_reference, milestone, clock, last_day
        from unnest(@kind, @authority, @case_reference, @milestone, @clock, @last_day)
            as change (kind, authority, case_reference, milestone, clock, last_day)
        """;

    internal static string[] Kinds { get; } = [Timeline, Breached, Cleared];

    /// <summary>The insert, to join the caller's batch.</summary>
    internal static NpgsqlBatchCommand Insert(IReadOnlyList<Change> changes) => new NpgsqlBatchCommand(InsertSql).With(RowSet.Of(changes)
        .With("kind", change => change.Kind)
        .With("authority", change => change.Authority)
        .With("case_reference", change => change.CaseReference)
        .With("milestone", change => change.Milestone)
        .With("clock", change => change.Clock)
        .With("last_day", change => change.LastDay));
}
