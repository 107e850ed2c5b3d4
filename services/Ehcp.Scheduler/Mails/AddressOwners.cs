using Ehcp.Hosting.Keys;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>For which authorities somebody works: those whose cases they hold, or of whose cases they were told. Nobody else's admin acts on their
/// address.</summary>
internal static class AddressOwners
{
    private const string Select = """
        select address, array_agg(distinct authority) from (
            select lower(case_officer) as address, authority from case_timeline where lower(case_officer) = any($1)
            union all select lower(deputy), authority from case_timeline where lower(deputy) = any($1)
            union all select recipient, alert.authority from mail join alert on alert.mail_id = mail.id where recipient = any($1)
            union all select recipient, line.authority from mail join digest_line as line on line.mail_id = mail.id where recipient = any($1)) as known
        group by address
        """;

    /// <param name="connection">Open.</param>
    /// <param name="addresses">In small letters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>ONS codes by address; none of one that is not known.</returns>
    internal static async Task<ILookup<string, string>> OfAsync(NpgsqlConnection connection, string[] addresses, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = addresses } } };
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var owners = new List<(string Address, string Authority)>();
        while (await row.ReadAsync(cancellationToken))
        {
            var address = row.GetString(0);
            owners.AddRange(row.GetFieldValue<string[]>(1).Select(authority => (address, authority)));
        }

        return owners.ToLookup(one => one.Address, one => one.Authority, StringComparer.Ordinal);
    }

    /// <summary>Whether an address may be acted on: by whoever looks after all of its authorities.</summary>
    internal static bool MayActFor(this Sight sight, IEnumerable<string> authorities) =>
        sight.SeesEverything || (authorities.ToArray() is { Length: > 0 } some && Array.TrueForAll(some, sight.SeesAllOf));

    /// <summary>An address that is shown, for each of its authorities.</summary>
    internal static IEnumerable<Hosting.Gate.Seen> Seen(string address, IEnumerable<string> authorities) =>
        authorities.Select(authority => (string?)authority).DefaultIfEmpty(null).Select(authority => Hosting.Gate.Seen.Address(authority, address));
}
