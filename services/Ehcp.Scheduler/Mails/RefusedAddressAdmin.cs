using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>
/// <c>/v1/refused-addresses</c>: whom mail does not reach. A bounce that came back later is told here; an address that is good again is
/// forgotten here.
/// </summary>
internal static class RefusedAddressAdmin
{
    private const int MostAtOnce = 500;

    private const string Select = "select address, refused_at, answer from refused_address order by refused_at desc, address";

    /// <param name="Answer">What the server said, or who said so.</param>
    internal sealed record RefusedAddress(string Address, DateTimeOffset RefusedAt, string Answer);

    /// <param name="Addresses">How many of them it changed something for.</param>
    internal sealed record Changed(int Addresses);

    internal static async Task<Ok<List<RefusedAddress>>> ListAsync(Passage gate, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var refused = await AllAsync(connection, cancellationToken);
        var owners = await AddressOwners.OfAsync(connection, [.. refused.Select(one => one.Address)], cancellationToken);
        refused = [.. refused.Where(one => gate.Sight.MayActFor(owners[one.Address])).Take(MostAtOnce)];
        return gate.Show(TypedResults.Ok(refused), refused.SelectMany(one => AddressOwners.Seen(one.Address, owners[one.Address])));
    }

    private static async Task<List<RefusedAddress>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(Select, connection);
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var refused = new List<RefusedAddress>();
        while (await row.ReadAsync(cancellationToken))
        {
            refused.Add(new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2)));
        }

        return refused;
    }

    internal static async Task<Results<Ok<Changed>, ProblemHttpResult>> RememberAsync(
        string[] addresses, Passage gate, NpgsqlDataSource database, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (Wrong(addresses) is { } wrong)
        {
            return Problems.InvalidList(wrong);
        }

        var each = Each(addresses);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var owners = await AddressOwners.OfAsync(connection, each, cancellationToken);
        if (!Array.TrueForAll(each, address => gate.Sight.MayActFor(owners[address])))
        {
            return Problems.AddressNotAllowed();
        }

        await RefusedAddresses.RememberAsync(connection, each, $"told by {gate.Caller.Name}", clock.GetUtcNow(), cancellationToken);
        logs.CreateLogger(typeof(RefusedAddressAdmin)).LogInformation(
            "Audit: {KeyName} says of {Count} addresses that mail does not reach them", gate.Caller.Id, each.Length);
        return gate.Did(TypedResults.Ok(new Changed(each.Length)), cases: each.SelectMany(address => AddressOwners.Seen(address, owners[address])));
    }

    internal static async Task<Results<Ok<Changed>, ProblemHttpResult>> ForgetAsync(
        string[] addresses, Passage gate, NpgsqlDataSource database, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (Wrong(addresses) is { } wrong)
        {
            return Problems.InvalidList(wrong);
        }

        var each = Each(addresses);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var owners = await AddressOwners.OfAsync(connection, each, cancellationToken);
        if (!Array.TrueForAll(each, address => gate.Sight.MayActFor(owners[address])))
        {
            return Problems.AddressNotAllowed();
        }

        var forgotten = await RefusedAddresses.ForgetAsync(connection, each, cancellationToken);
        logs.CreateLogger(typeof(RefusedAddressAdmin)).LogInformation(
            "Audit: {KeyName} says of {Count} addresses that mail reaches them", gate.Caller.Id, forgotten);
        return gate.Did(TypedResults.Ok(new Changed(forgotten)), cases: each.SelectMany(address => AddressOwners.Seen(address, owners[address])));
    }

    private static string? Wrong(string[] addresses) =>
        addresses.Length > MostAtOnce ? $"At most {MostAtOnce} addresses are expected."
        : Array.FindIndex(addresses, address => !Recipients.IsAddress(address)) is var at and >= 0 ? $"The one at {at} is not an e-mail address."
        : null;

    private static string[] Each(string[] addresses) => [.. addresses.Select(address => address.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
}
