using System.Security.Claims;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.SignIn;

/// <summary>Somebody who signed in, as the rest of the service knows a caller.</summary>
internal static class Person
{
    /// <summary>Of several roles each gives what it gives; who is only an officer sees their own teams.</summary>
    internal static ClaimsPrincipal From(ClaimsPrincipal token, SignInSettings settings)
    {
        var roles = token.FindAll(settings.RoleClaim).Select(held => Roles.ByName.GetValueOrDefault(held.Value)).OfType<Role>().ToArray();
        var given = token.FindAll(settings.AuthorityClaim).Select(held => held.Value).ToArray();
        var authorities = given.Length > 0 ? given : [.. settings.Authorities];
        return KeyClaims.Caller(
            Session.Scheme,
            token.FindFirst("preferred_username")?.Value ?? token.FindFirst("email")?.Value ?? token.FindFirst("sub")?.Value ?? "somebody",
            roles.SelectMany(role => role.Scopes).Distinct(),
            sources: [],
            authorities.Select(code => Authorities.Find(code)?.OnsCode).OfType<string>().Distinct(),
            roles.Length > 0 && roles.All(role => role.OwnTeamOnly) ? token.FindAll(settings.TeamClaim).Select(held => held.Value) : null);
    }
}
