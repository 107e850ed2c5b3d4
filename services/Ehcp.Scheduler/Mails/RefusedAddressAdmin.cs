using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Hosting.Sql;
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
    internal const int MostAtOnce = 500;

    // Who may see which is known only once it is known whose address each is, so that all of them are read.
    private const string Select = """
        select address, refused_at, answer from refused_address
        where @before::timestamptz is null or refused_at < @before or (refused_at = @before and address > @after)
        order by refused_at desc, address
        """;

    internal static async Task<Results<Ok<IReadOnlyList<RefusedAddress>>, ProblemHttpResult>> ListAsync(
        int? limit, string? after, Passage gate, NpgsqlDataSource database, HttpContext context, CancellationToken cancellationToken)
    {
        var (key, at, most) = (after is null ? null : PageKey.Read(after, 2), default(DateTimeOffset), limit ?? MostAtOnce);
        if (after is not null && (key is null || !Instants.TryRead(key[0], out at)))
        {
            return Problems.Invalid(nameof(after), "page", "Must be as the header Link of the page before has it.");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var all = await AllAsync(connection, key is null ? null : at, key?[1], cancellationToken);
        var owners = await AddressOwners.OfAsync(connection, [.. all.Select(one => one.Address)], cancellationToken);
        RefusedAddress[] own = [.. all.Where(one => gate.Sight.MayActFor(owners[one.Address])).Take(most + 1)];
        IReadOnlyList<RefusedAddress> page = own.Length > most ? own[..most] : own;
        if (own.Length > most)
        {
            NextPage.Link(context, PageKey.Write(Instants.Write(page[^1].RefusedAt), page[^1].Address));
        }

        return gate.Show(TypedResults.Ok(page), page.SelectMany(one => AddressOwners.Seen(one.Address, owners[one.Address])));
    }

    private static async Task<List<RefusedAddress>> AllAsync(
        NpgsqlConnection connection, DateTimeOffset? before, string? after, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Select).With("before", before).With("after", after);
        return await select.ListAsync(row => new RefusedAddress(row.Text("address"), row.Instant("refused_at"), row.Text("answer")), cancellationToken);
    }

    internal static async Task<Results<Ok<ChangedAddresses>, ProblemHttpResult>> RememberAsync(
        string[] addresses, Passage gate, NpgsqlDataSource database, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (Wrong(addresses) is { } wrong)
        {
            return wrong;
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
        return gate.Did(TypedResults.Ok(new ChangedAddresses(each.Length)), cases: each.SelectMany(address => AddressOwners.Seen(address, owners[address])));
    }

    internal static async Task<Results<Ok<ChangedAddresses>, ProblemHttpResult>> ForgetAsync(
        string[] addresses, Passage gate, NpgsqlDataSource database, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (Wrong(addresses) is { } wrong)
        {
            return wrong;
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
        return gate.Did(TypedResults.Ok(new ChangedAddresses(forgotten)), cases: each.SelectMany(address => AddressOwners.Seen(address, owners[address])));
    }

    private static ProblemHttpResult? Wrong(string[] addresses)
    {
        if (addresses.Length > MostAtOnce)
        {
            return Problems.TooManyEntries(MostAtOnce);
        }

        ProblemError[] wrong =
        [
            .. addresses.Index().Where(one => !Recipients.IsAddress(one.Item))
                .Select(one => ProblemError.OfBody($"/{one.Index}", "email", "Must be an e-mail address.")),
        ];
        return wrong.Length > 0 ? Problems.InvalidBody(wrong) : null;
    }

    private static string[] Each(string[] addresses) => [.. addresses.Select(address => address.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
}

/// <summary>An address that mail does not reach.</summary>
/// <param name="Address">In small letters.</param>
/// <param name="RefusedAt">When that was last said.</param>
/// <param name="Answer">What the server said, or who said so.</param>
internal sealed record RefusedAddress(string Address, DateTimeOffset RefusedAt, string Answer);

/// <summary>What telling of addresses came to.</summary>
/// <param name="Addresses">How many of them it changed something for.</param>
internal sealed record ChangedAddresses(int Addresses);
