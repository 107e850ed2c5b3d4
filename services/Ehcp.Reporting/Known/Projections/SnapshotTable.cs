using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Known.Rules;
using Npgsql;

namespace Ehcp.Reporting.Known.Projections;

internal static class SnapshotTable
{
    // An equal version with other content comes from a Scheduler restored from a backup, which folded other facts. Of two that differ in the calendar alone
    // the higher edition stands, so that Schedulers with other lists of bank holidays do not overwrite each other in turns; it is read from the bodies, and
    // only where the rest is equal.
    // The row of a case that did not change is locked all the same, so its history stands still until we commit.
    private const string Sql = """
        with incoming as (
          select * from unnest(@authority, @case_reference, @rules_year, @rules_number, @facts, @recorded_at, @recorded_minutes, @body)
            with ordinality as i (authority, case_reference, rules_year, rules_number, facts, recorded_at, recorded_minutes, body, place)
        ), kept as (
          insert into case_snapshot as s (authority, case_reference, rules_year, rules_number, facts, recorded_at, recorded_minutes, minutes_before, body)
          select authority, case_reference, rules_year, rules_number, facts, recorded_at, recorded_minutes::integer[], '{}', body from incoming order by place
          on conflict (authority, case_reference) do update
            set rules_year = excluded.rules_year, rules_number = excluded.rules_number, facts = excluded.facts,
                recorded_at = excluded.recorded_at, recorded_minutes = excluded.recorded_minutes, minutes_before = s.recorded_minutes, body = excluded.body,
                rules_from = case when (excluded.rules_year, excluded.rules_number) = (s.rules_year, s.rules_number) then s.rules_from else
                  (select took_effect_at from rules_release r where (r.rules_year, r.rules_number) = (excluded.rules_year, excluded.rules_number)) end
            where case when (excluded.rules_year, excluded.rules_number, excluded.facts) <> (s.rules_year, s.rules_number, s.facts)
              then (excluded.rules_year, excluded.rules_number, excluded.facts) > (s.rules_year, s.rules_number, s.facts)
              else excluded.body <> s.body and
                coalesce(convert_from(excluded.body, 'UTF8')::json #>> '{version,calendar}', '') collate "C"
                >= coalesce(convert_from(s.body, 'UTF8')::json #>> '{version,calendar}', '') collate "C" end
          returning authority, case_reference, minutes_before, rules_from
        )
        select i.place::int as place, kept.minutes_before, kept.rules_from from kept join incoming i using (authority, case_reference)
        """;

    /// <summary>Stores each snapshot that is newer than the stored one, and reads the places, from 1, of those that were, with the minutes of what they
    /// replaced and the instant from which their rules hold.</summary>
    internal static NpgsqlBatchCommand KeepNewest(List<CaseSnapshot> snapshots)
    {
        var releases = snapshots.ConvertAll(snapshot => RulesRelease.Parse(snapshot.Version.Rules));
        return new(Sql)
        {
            Parameters =
            {
                new("authority", snapshots.ConvertAll(snapshot => snapshot.Authority)),
                new("case_reference", snapshots.ConvertAll(snapshot => snapshot.CaseReference)),
                new("rules_year", releases.ConvertAll(release => release.Year)),
                new("rules_number", releases.ConvertAll(release => release.Number)),
                new("facts", snapshots.ConvertAll(snapshot => snapshot.Version.Facts)),
                new("recorded_at", snapshots.ConvertAll(RecordedAt)),
                new("recorded_minutes", snapshots.ConvertAll(CountedMinutes.Of)),
                new("body", snapshots.ConvertAll(snapshot => JsonSerializer.SerializeToUtf8Bytes(snapshot, ContractsJson.Options))),
            },
        };
    }

    private const string RulesFromSql = """
        update case_snapshot s set rules_from = c.rules_from from unnest(@authority, @case_reference, @rules_from) as c (authority, case_reference, rules_from)
        where (s.authority, s.case_reference) = (c.authority, c.case_reference)
        """;

    /// <summary>Of cases whose rules hold from an earlier instant than that at which they took effect.</summary>
    internal static NpgsqlBatchCommand SetRulesFrom(List<ChangedCase> cases) => new(RulesFromSql)
    {
        Parameters =
        {
            new("authority", cases.ConvertAll(changed => changed.Snapshot.Authority)),
            new("case_reference", cases.ConvertAll(changed => changed.Snapshot.CaseReference)),
            new("rules_from", cases.ConvertAll(changed => changed.RulesFrom!.Value.UtcDateTime)),
        },
    };

    // The fact by which a case passed on stands in one of two snapshots, and what is known begins by it in the other.
    private static DateTime RecordedAt(CaseSnapshot snapshot)
    {
        var facts = snapshot.Facts.Select(fact => fact.RecordedAt);
        if (snapshot is not { CameFrom: null, PassedTo: null })
        {
            facts = facts.Concat(snapshot.History.SelectMany(known => Ends(known.KnownFrom, known.KnownTo)))
                .Concat((snapshot.Reviews ?? []).SelectMany(known => Ends(known.KnownFrom, known.KnownTo)));
        }

        return facts.DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max().UtcDateTime;

        static DateTimeOffset[] Ends(DateTimeOffset from, DateTimeOffset? to) => to is { } end ? [from, end] : [from];
    }
}
