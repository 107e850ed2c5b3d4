using Ehcp.Contracts;
using Npgsql;

namespace Ehcp.Benchmarks.Baselines;

/// <summary>Ten years of requests as Reporting stores them, and the statements that somebody would write who has nothing but those rows.</summary>
internal static class RequestsOfEngland
{
    /// <summary>The day after the last one on which anything happened.</summary>
    internal static readonly DateOnly Today = new(2026, 1, 1);

    // Each is known as received, as decided and as ended; one in fifty was corrected afterwards.
    private const string Seed = """
        insert into known_request (authority, case_reference, request_id, known_from, known_to, received_on, received_on_usable, assessment_decision,
          plan_sent_on, closed_on, exemption_claimed, awaits_setting, after_mediation_or_tribunal, team, area, primary_need)
        select authority, 'E-' || n, '1', span.known_from, span.known_to, received_on, true, span.assessment_decision, span.plan_sent_on, span.closed_on,
               n % 17 = 0, false, false,
                'Team ' || authority_number || (array['N', 'E', 'S', 'W', 'C'])[1 + n % 5], (array['North', 'East', 'South', 'West'])[1 + n / 7 % 4],
               (array['ASD', 'SEMH', 'SLCN', 'MLD', 'SLD', 'SPLD', 'HI', 'VI', 'MSI', 'PD', 'PMLD', 'OTH'])[1 + n / 3 % 12]
        from (
          select n, (@authorities)[1 + n % @count] as authority, n % @count as authority_number,
                 date '2016-01-01' + n::int % 3650 as received_on, 90 + (n::bigint * 7919 % 200)::int as days, n / 11 % 10 as ending
          from generate_series(1, @requests) as n
        ) as request
        cross join lateral (values
          (received_on, received_on + 40, null, null::date, null::date),
          (received_on + 40, received_on + days + 1, case when ending < 2 then 'refuse' else 'assess' end, null, null),
          (received_on + days + 1, case when n % 50 = 0 then received_on + days + 31 end, case when ending < 2 then 'refuse' else 'assess' end,
           case when ending >= 3 then received_on + days end, case when ending = 2 then received_on + days end),
          (received_on + days + 31, null, case when ending < 2 then 'refuse' else 'assess' end,
           case when ending >= 3 then received_on + days - 3 end, case when ending = 2 then received_on + days end)
        ) as told (since, until, assessment_decision, plan_sent_on, closed_on)
        cross join lateral (select since + interval '9 hours' as known_from, case when until < @today then until + interval '9 hours' end as known_to,
          told.assessment_decision, told.plan_sent_on, told.closed_on) as span
        where since < @today and (until is null or until >= since) and (n % 50 = 0 or since < received_on + days + 31)
        """;

    private const string BestIndexes = """
        create index on known_request (authority, plan_sent_on) include (received_on, received_on_usable, exemption_claimed, team, area, primary_need)
          where known_to is null and plan_sent_on is not null;
        create index on known_request (plan_sent_on)
            include (authority, received_on, received_on_usable, exemption_claimed, team, area, primary_need, known_from, known_to)
          where plan_sent_on is not null;
        """;

    internal static async Task SeedAsync(string database, int requests)
    {
        string[] authorities = [.. Authorities.All.Where(authority => authority.FormerTo is null).Select(authority => authority.OnsCode)];
        await RunAsync(database, Seed, new("authorities", authorities), new("count", authorities.Length), new("requests", requests), new("today", Today));
        await RunAsync(database, "insert into rules_release values (2026, 1, '-infinity')");
        await RunAsync(database, BestIndexes);
        await RunAsync(database, "vacuum analyze known_request");
    }

    /// <summary>One group by of the rows, by the index that suits it best.</summary>
    internal static string Rate(string group, string authority, string asOf) => $"""
        select {group}, count(*),
               count(*) filter (where received_on_usable and plan_sent_on <= received_on + 140), count(*) filter (where not exemption_claimed),
               count(*) filter (where not exemption_claimed and received_on_usable and plan_sent_on <= received_on + 140),
               count(*) filter (where not received_on_usable)
        from known_request
        where plan_sent_on is not null and {(asOf.Length == 0 ? "known_to is null" : $"known_from <= '{asOf}' and (known_to is null or known_to > '{asOf}')")}
          {(authority.Length == 0 ? "" : $"and authority = '{authority}'")}
        group by 1 order by 1
        """;

    internal static async Task RunAsync(string database, string sql, params NpgsqlParameter[] parameters)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
        }
    }
}
