using Ehcp.Contracts;
using Ehcp.Hosting.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Hosting.Councils;

/// <summary><c>GET /v1/authorities</c>: the list in use, open and the same for everybody.</summary>
internal static class ShowAuthorities
{
    internal static RouteText Text { get; } = new(
        "ListAuthorities", "Authorities", "List the local authorities that this service knows",
        "Former ones too, with their first and last days, their codes and who took over. Every code of an authority is understood.")
    {
        Answers =
        [
            new(
                200, "The list in use", typeof(AuthorityListing),
                """
                { "edition": "0a1b2c3d", "authorities": [{ "code": "E10000006", "dfeCode": "909", "name": "Cumbria", "from": null, "to": "2023-03-31",
                  "onsCodes": [{ "code": "E10000006", "from": null }],
                  "successors": [{ "dfeCode": "942", "share": 0.55 }, { "dfeCode": "943", "share": 0.45 }] }] }
                """),
        ],
    };

    internal static Ok<AuthorityListing> Handle()
    {
        var list = Authorities.Current;
        return TypedResults.Ok(new AuthorityListing(list.Edition, [.. list.All.Select(authority => new ListedAuthority(
            authority.OnsCode, authority.DfeCode, authority.Name, authority.From, authority.FormerTo,
            [.. authority.OnsCodes.Select(code => new ListedCode(code.Code, code.From))],
            [.. authority.Successors.Select(next => new ListedSuccessor(next.DfeCode, next.Share))]))]));
    }
}

/// <summary>The authorities that a service knows.</summary>
/// <param name="Edition">Which list it is: another list has another edition.</param>
/// <param name="Authorities">By DfE code.</param>
internal sealed record AuthorityListing(string Edition, IReadOnlyList<ListedAuthority> Authorities);

/// <summary>An authority.</summary>
/// <param name="Code">The ONS code under which its cases are stored.</param>
/// <param name="DfeCode">DfE's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">Its first day, inclusive; null for one that was there before 1 September 2014.</param>
/// <param name="To">Its last day, inclusive; null for one without an end.</param>
/// <param name="OnsCodes">Every ONS code it has or had.</param>
/// <param name="Successors">Who takes over; none for one without an end.</param>
internal sealed record ListedAuthority(
    string Code, string DfeCode, string Name, DateOnly? From, DateOnly? To, IReadOnlyList<ListedCode> OnsCodes, IReadOnlyList<ListedSuccessor> Successors);

/// <summary>An ONS code.</summary>
/// <param name="Code">The code.</param>
/// <param name="From">The day from which ONS uses it; null where it was always used.</param>
internal sealed record ListedCode(string Code, DateOnly? From);

/// <summary>Who takes over.</summary>
/// <param name="DfeCode">DfE's code.</param>
/// <param name="Share">Its share of the population, above 0 and at most 1.</param>
internal sealed record ListedSuccessor(string DfeCode, decimal Share);
