using System.Security.Claims;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Intake.Tray;

/// <summary>Open refusals of one source that broke one rule.</summary>
/// <param name="Source">Null where it could not be read.</param>
/// <param name="Oldest">When the oldest of them was refused.</param>
/// <param name="Newest">Place in the tray of the newest.</param>
internal sealed record TrayGroup(string? Source, string Rule, long Open, DateTimeOffset Oldest, long Newest);

/// <summary>What is open, by source and rule.</summary>
internal static class TrayGroups
{
    private const int Most = 500;

    private const string Open = """
        select source, rule, count(*) as open, min(at) as oldest, max(number) as newest
        from rejection
        cross join lateral (select distinct error ->> 'rule' as rule from jsonb_array_elements(errors) as error) as broken
        where state = 'open' and not is_trial and (@sees_all or api_key = @api_key or source = any(@sources))
        group by source, rule order by source nulls last, open desc, rule limit @limit
        """;

    public static async Task<List<TrayGroup>> ReadAsync(ClaimsPrincipal user, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var sources = user.Sources();
        await using var command = database.Sql(Open).With("sees_all", sources.Contains(Grant.Every)).With("api_key", user.KeyName())
            .With("sources", sources).With("limit", Most);
        return await command.ListAsync(
            row => new TrayGroup(row.TextOrNull("source"), row.Text("rule"), row.Long("open"), row.Instant("oldest"), row.Long("newest")), cancellationToken);
    }
}
