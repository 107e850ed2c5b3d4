using System.Collections.Frozen;
using Ehcp.Hosting.Keys;

namespace Ehcp.Reporting.SignIn;

/// <param name="Scopes">What somebody of the role may do.</param>
/// <param name="OwnTeamOnly">Whether they see only the cases of their own teams.</param>
internal sealed record Role(string[] Scopes, bool OwnTeamOnly);

/// <summary>What each kind of person may see.</summary>
internal static class Roles
{
    internal static FrozenDictionary<string, Role> ByName { get; } = new Dictionary<string, Role>
    {
        ["officer"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.Acknowledge], OwnTeamOnly: true),
        ["manager"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.Acknowledge], OwnTeamOnly: false),
        ["data-officer"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.PublishFigures], OwnTeamOnly: false),
        ["auditor"] = new([Scopes.ReadFigures, Scopes.ReadCases, Scopes.ReadAccess], OwnTeamOnly: false),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
