using System.Collections.Frozen;
using Ehcp.Hosting.Keys;

namespace Ehcp.Reporting.SignIn;

/// <param name="Scopes">What somebody of the role may do, for every case of their authorities.</param>
/// <param name="OfOwnTeams">What they may do for the cases of their own teams only.</param>
internal sealed record Role(string[] Scopes, params string[] OfOwnTeams)
{
    internal IEnumerable<Grant> Grants(string[] authorities, string[] teams)
    {
        yield return new(Scopes, authorities);
        if (OfOwnTeams.Length > 0)
        {
            yield return new(OfOwnTeams, authorities, teams);
        }
    }
}

/// <summary>What each kind of person may see.</summary>
internal static class Roles
{
    internal static FrozenDictionary<string, Role> ByName { get; } = new Dictionary<string, Role>
    {
        ["officer"] = new([Scopes.ReadFigures], Scopes.ReadCases, Scopes.Acknowledge),
        ["manager"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.Acknowledge]),
        ["data-officer"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.PublishFigures]),
        ["auditor"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.ReadAccess]),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
