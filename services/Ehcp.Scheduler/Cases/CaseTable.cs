using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Cases;

/// <param name="Hash">SHA-256 of the snapshot as it is announced.</param>
internal sealed record ChangedCase(FoldedCase Case, string Rules, int Facts, bool Elsewhere, byte[] Hash);

/// <summary>The rows of the cases in the database, a set at a time.</summary>
internal static class CaseTable
{
    private const string InsertMissing = """
        insert into case_timeline (authority, case_reference) select * from unnest(@authority, @case_reference) on conflict do nothing
        """;

    private const string LockInOrder = """
        select held.authority, held.case_reference, held.snapshot_hash
        from (select * from unnest(@authority, @case_reference) as wanted (authority, case_reference)
            order by wanted.authority collate "C", wanted.case_reference collate "C") as wanted
        cross join lateral (
            select * from case_timeline
            where case_timeline.authority = wanted.authority and case_timeline.case_reference = wanted.case_reference
            for update) as held
        """;

    private const string Write = """
        insert into case_timeline (authority, case_reference, rules, fact_count, snapshot_hash, first_recorded_at, case_officer, deputy, team,
            milestones, clocks, rule_ids, states, turns_after, later_states, untold_claims, untold_since, elsewhere)
        select authority, case_reference, rules, fact_count, snapshot_hash, first_recorded_at, case_officer, deputy, team,
            milestones::text[], clocks::text[], rule_ids::text[], states::text[], turns_after::date[], later_states::text[],
            untold_claims::text[], untold_since::date[], elsewhere
        from unnest(
            @authority, @case_reference, @rules, @fact_count, @snapshot_hash, @first_recorded_at, @case_officer, @deputy, @team, @milestones, @clocks,
            @rule_ids, @states, @turns_after, @later_states, @untold_claims, @untold_since, @elsewhere) as folded (
            authority, case_reference, rules, fact_count, snapshot_hash, first_recorded_at, case_officer, deputy, team, milestones, clocks, rule_ids, states,
            turns_after, later_states, untold_claims, untold_since, elsewhere)
        on conflict (authority, case_reference) do update set
            rules = excluded.rules, fact_count = excluded.fact_count, snapshot_hash = excluded.snapshot_hash,
            first_recorded_at = excluded.first_recorded_at, case_officer = excluded.case_officer, deputy = excluded.deputy, team = excluded.team,
            milestones = excluded.milestones, clocks = excluded.clocks, rule_ids = excluded.rule_ids, states = excluded.states,
            turns_after = excluded.turns_after, later_states = excluded.later_states,
            untold_claims = excluded.untold_claims, untold_since = excluded.untold_since, elsewhere = excluded.elsewhere
        """;

    /// <summary>
    /// Two statements: one makes the rows there are not, one locks them all. Cases in order, so that no two transactions wait for each other.
    /// </summary>
    internal static IEnumerable<NpgsqlBatchCommand> Lock(CaseKey[] inOrder) =>
        new[] { InsertMissing, LockInOrder }.Select(sql => new NpgsqlBatchCommand(sql).With(RowSet.Of(inOrder).WithCase(key => key)));

    /// <summary>The rows of the second statement of <see cref="Lock"/>: the hash of what was announced of each case last.</summary>
    internal static async Task<Dictionary<CaseKey, byte[]?>> ReadHashesAsync(Rows row, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<CaseKey, byte[]?>();
        while (await row.NextAsync(cancellationToken))
        {
            hashes.Add(row.CaseKey(), row.BytesOrNull("snapshot_hash"));
        }

        return hashes;
    }

    internal static NpgsqlBatchCommand Update(StatutoryTimetable timetable, IReadOnlyList<ChangedCase> cases)
    {
        var untold = cases.Select(changed => FamilyToTell.Untold(changed.Case.Timeline)).ToList();
        return new NpgsqlBatchCommand(Write)
            .With(RowSet.Of(cases)
                .With("authority", changed => changed.Case.Authority)
                .With("case_reference", changed => changed.Case.CaseReference)
                .With("rules", changed => changed.Rules)
                .With("fact_count", changed => changed.Facts)
                .With("snapshot_hash", changed => changed.Hash)
                .With("first_recorded_at", changed => changed.Case.FirstRecordedAt)
                .With("case_officer", changed => changed.Case.Timeline.Description.CaseOfficer)
                .With("deputy", changed => changed.Case.Timeline.Description.Deputy)
                .With("team", changed => changed.Case.Timeline.Description.Team)
                .With("milestones", ArrayOfEach(clock => clock.Milestone))
                .With("clocks", ArrayOfEach(clock => Quoted(clock.Id)))
                .With("rule_ids", ArrayOfEach(clock => clock.Rule))
                .With("states", ArrayOfEach(clock => StateOn(timetable, clock, clock.LastDay)))
                .With("turns_after", ArrayOfEach(clock => clock.LastDay?.ToString("O", null) ?? "null"))
                .With("later_states", ArrayOfEach(clock => StateOn(timetable, clock, clock.LastDay?.AddDays(1))))
                .With("elsewhere", changed => changed.Elsewhere))
            .With(RowSet.Of(untold)
                .With("untold_claims", claims => "{" + string.Join(',', claims.Select(claim => Quoted(claim.ExemptionId))) + "}")
                .With("untold_since", claims => "{" + string.Join(',', claims.Select(claim => claim.ClaimedOn.ToString("O", null))) + "}"));
    }

    private static string StateOn(StatutoryTimetable timetable, Clock clock, DateOnly? day) =>
        ClockStates.Name(ClockStates.On(timetable, clock, day ?? DateOnly.MinValue));

    // Names of requests are the senders' own.
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // unnest would flatten arrays within an array. Codes and dates need no quotes.
    private static Func<ChangedCase, string> ArrayOfEach(Func<Clock, string> value) =>
        changed => "{" + string.Join(',', changed.Case.Timeline.Clocks.Select(value)) + "}";
}
