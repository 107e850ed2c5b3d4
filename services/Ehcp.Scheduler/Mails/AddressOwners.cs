using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>For which authorities somebody works: those whose cases they hold, or of whose cases they were told. Nobody else's admin acts on their
/// address.</summary>
internal static class AddressOwners
{
    private const string Select = """
        select address, array_agg(distinct authority) as authorities from (
            select lower(case_officer) as address, authority from case_timeline where lower(case_officer) = any(@addresses)
            union all select lower(deputy), authority from case_timeline where lower(deputy) = any(@addresses)
            union all select recipient, alert.authority from mail join alert on alert.mail_id = mail.id where recipient = any(@addresses)
            union all select recipient, line.authority from mail join digest_line as line on line.mail_id = mail.id where recipient = any(@addresses)) as known
        group by address
        """;

    /// <param name="connection">Open.</param>
    /// <param name="addresses">In small letters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>ONS codes by address; none of one that is not known.</returns>
    internal static async Task<ILookup<string, string>> OfAsync(NpgsqlConnection connection, string[] addresses, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Select).With("addresses", addresses);
        var owners = await select.ListAsync(row => (Address: row.Text("address"), Authorities: row.Value<string[]>("authorities")), cancellationToken);
        return owners.SelectMany(one => one.Authorities, (one, authority) => (one.Address, Authority: authority))
            .ToLookup(one => one.Address, one => one.Authority, StringComparer.Ordinal);
    }

    /// <summary>Whether an address may be acted on: by whoever looks after all of its authorities.</summary>
    internal static bool MayActFor(this Sight sight, IEnumerable<string> authorities) =>
        sight.SeesEverything || (authorities.ToArray() is { Length: > 0 } some && Array.TrueForAll(some, sight.SeesAllOf));

    /// <summary>An address that is shown, for each of its authorities.</summary>
    internal static IEnumerable<Hosting.Gate.Seen> Seen(string address, IEnumerable<string> authorities) =>
        authorities.Select(authority => (string?)authority).DefaultIfEmpty(null).Select(authority => Hosting.Gate.Seen.Address(authority, address));
}
