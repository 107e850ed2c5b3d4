using Npgsql;

namespace Ehcp.Reporting.Known.Rules;

internal static class RulesReleaseTable
{
    private const string NoteSql = """
        insert into rules_release (rules_year, rules_number, took_effect_at)
        select rules_year, rules_number, case when exists (select from rules_release)
          then greatest(@now, (select max(recorded_at) + interval '1 microsecond' from case_snapshot)) else '-infinity' end
        from unnest(@rules_year, @rules_number) as i (rules_year, rules_number)
        where not exists (select from rules_release r where (r.rules_year, r.rules_number) = (i.rules_year, i.rules_number))
        on conflict do nothing
        """;

    /// <summary>The release in effect at an instant.</summary>
    internal const string InEffectSql =
        "select rules_year, rules_number from rules_release where took_effect_at <= @as_of order by took_effect_at desc, rules_year desc, rules_number desc "
        + "limit 1";

    /// <summary>Stores when a release took effect, the first time that it is seen.</summary>
    internal static NpgsqlBatchCommand Note(IReadOnlyCollection<RulesRelease> releases, DateTimeOffset now) => new(NoteSql)
    {
        Parameters =
        {
            new("now", now.UtcDateTime),
            new("rules_year", releases.Select(release => release.Year).ToArray()),
            new("rules_number", releases.Select(release => release.Number).ToArray()),
        },
    };
}
