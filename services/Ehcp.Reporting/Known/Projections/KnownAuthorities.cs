using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>The authorities that have cases.</summary>
internal sealed class KnownAuthorities(NpgsqlDataSource database)
{
    // One look into the index for each authority, however many cases it has.
    private const string Sql = """
        with recursive known as (
          (select authority from case_snapshot order by authority limit 1)
          union all
          select (select s.authority from case_snapshot s where s.authority > k.authority order by s.authority limit 1)
          from known k where k.authority is not null
        )
        select authority from known where authority is not null
        """;

    internal async Task<List<Authority>> ReadAsync(Sight sight, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(Sql);
        List<Authority> known =
        [
            .. (await command.ListAsync(row => Authorities.Find(row.Text("authority")), cancellationToken))
                .OfType<Authority>().Where(authority => sight.SeesSomeOf(authority.OnsCode)),
        ];
        known.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return known;
    }
}
