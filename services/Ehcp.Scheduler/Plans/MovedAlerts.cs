using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>What was told of a case goes with it when it passes to another authority: its next person is not told again what the last one was told.</summary>
internal static class MovedAlerts
{
    // Of each table: what stands there already stays; what is left behind is cleared like the plan of any clock that is no more.
    private const string Plans = """
        update alert_plan as plan set authority = move.to_authority, case_reference = move.to_reference
        from unnest(@authority, @case_reference, @to_authority, @to_reference) as move (authority, case_reference, to_authority, to_reference)
        where plan.authority = move.authority and plan.case_reference = move.case_reference
        and not exists (select from alert_plan as there where there.authority = move.to_authority and there.case_reference = move.to_reference
            and (there.milestone, there.clock) = (plan.milestone, plan.clock))
        returning move.authority as from_authority, move.case_reference as from_reference, plan.authority, plan.case_reference, plan.milestone, plan.clock,
            case when plan.breach_at is null then plan.last_day end as announced
        """;

    private const string Alerts = """
        update alert set authority = move.to_authority, case_reference = move.to_reference
        from unnest(@authority, @case_reference, @to_authority, @to_reference) as move (authority, case_reference, to_authority, to_reference)
        where alert.authority = move.authority and alert.case_reference = move.case_reference
        and not exists (select from alert as there where there.authority = move.to_authority and there.case_reference = move.to_reference
            and (there.milestone, there.clock, there.rung, there.last_day, there.arming, there.role)
                = (alert.milestone, alert.clock, alert.rung, alert.last_day, alert.arming, alert.role))
        """;

    private const string DigestLines = """
        update digest_line as line set authority = move.to_authority, case_reference = move.to_reference
        from unnest(@authority, @case_reference, @to_authority, @to_reference) as move (authority, case_reference, to_authority, to_reference)
        where line.authority = move.authority and line.case_reference = move.case_reference
        and not exists (select from digest_line as there where there.authority = move.to_authority and there.case_reference = move.to_reference
            and (there.mail_id, there.milestone, there.clock) = (line.mail_id, line.milestone, line.clock))
        """;

    private const string RecalculationMoves = """
        update recalculation_move as moved set authority = move.to_authority, case_reference = move.to_reference
        from unnest(@authority, @case_reference, @to_authority, @to_reference) as move (authority, case_reference, to_authority, to_reference)
        where moved.authority = move.authority and moved.case_reference = move.case_reference
        and not exists (select from recalculation_move as there where there.authority = move.to_authority and there.case_reference = move.to_reference
            and (there.recalculation_id, there.milestone, there.clock) = (moved.recalculation_id, moved.milestone, moved.clock))
        """;

    private static readonly string[] Each = [Plans, Alerts, DigestLines, RecalculationMoves];

    /// <summary>Moves what is kept of each clock from one key to another. The caller holds the locks of the cases.</summary>
    /// <returns>The breaches that were announced under the old key and stand under the new one.</returns>
    internal static async Task<IReadOnlyList<MovedBreach>> MoveAsync(
        NpgsqlConnection connection, IReadOnlyList<(CaseKey From, CaseKey To)> moves, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in Each)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).With(RowSet.Of(moves).WithCase(move => move.From)
                .With("to_authority", move => move.To.Authority).With("to_reference", move => move.To.CaseReference)));
        }

        // Only the plans answer with rows, and they come first.
        await using var rows = await batch.RowsAsync(cancellationToken);
        var breaches = await rows.ListAsync(
            row => row.DayOrNull("announced") is { } lastDay
                ? new MovedBreach(
                    new(row.Text("from_authority"), row.Text("from_reference")),
                    new(row.Text("authority"), row.Text("case_reference"), row.Text("milestone"), row.Text("clock")),
                    lastDay)
                : null,
            cancellationToken);
        return [.. breaches.OfType<MovedBreach>()];
    }
}

/// <summary>A breach that other systems know under the key that its case had.</summary>
/// <param name="From">Where the case was.</param>
/// <param name="Now">The clock under its new key.</param>
/// <param name="LastDay">Its last day.</param>
internal sealed record MovedBreach(CaseKey From, ClockKey Now, DateOnly LastDay);
