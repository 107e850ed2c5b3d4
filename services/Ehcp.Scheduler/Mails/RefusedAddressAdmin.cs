using System.Security.Claims;
using Ehcp.Hosting.Keys;
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

    private const string Select = "select address, refused_at, answer from refused_address order by refused_at desc, address limit $1";

    /// <param name="Answer">What the server said, or who said so.</param>
    internal sealed record RefusedAddress(string Address, DateTimeOffset RefusedAt, string Answer);

    /// <param name="Addresses">How many of them it changed something for.</param>
    internal sealed record Changed(int Addresses);

    internal static async Task<Ok<List<RefusedAddress>>> ListAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(Select);
        select.Parameters.Add(new() { Value = MostAtOnce });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var refused = new List<RefusedAddress>();
        while (await row.ReadAsync(cancellationToken))
        {
            refused.Add(new(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2)));
        }

        return TypedResults.Ok(refused);
    }

    internal static async Task<Results<Ok<Changed>, ProblemHttpResult>> RememberAsync(
        string[] addresses, ClaimsPrincipal user, NpgsqlDataSource database, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (Wrong(addresses) is { } wrong)
        {
            return Problems.InvalidList(wrong);
        }

        var each = Each(addresses);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await RefusedAddresses.RememberAsync(connection, each, $"told by {user.KeyName()}", clock.GetUtcNow(), cancellationToken);
        logs.CreateLogger(typeof(RefusedAddressAdmin)).LogInformation(
            "Audit: {KeyName} says of {Count} addresses that mail does not reach them", user.KeyName(), each.Length);
        return TypedResults.Ok(new Changed(each.Length));
    }

    internal static async Task<Results<Ok<Changed>, ProblemHttpResult>> ForgetAsync(
        string[] addresses, ClaimsPrincipal user, NpgsqlDataSource database, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (Wrong(addresses) is { } wrong)
        {
            return Problems.InvalidList(wrong);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var forgotten = await RefusedAddresses.ForgetAsync(connection, Each(addresses), cancellationToken);
        logs.CreateLogger(typeof(RefusedAddressAdmin)).LogInformation(
            "Audit: {KeyName} says of {Count} addresses that mail reaches them", user.KeyName(), forgotten);
        return TypedResults.Ok(new Changed(forgotten));
    }

    private static string? Wrong(string[] addresses) =>
        addresses.Length > MostAtOnce ? $"At most {MostAtOnce} addresses are expected."
        : Array.FindIndex(addresses, address => !Recipients.IsAddress(address)) is var at and >= 0 ? $"The one at {at} is not an e-mail address."
        : null;

    private static string[] Each(string[] addresses) => [.. addresses.Select(address => address.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
}
