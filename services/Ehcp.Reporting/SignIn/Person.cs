using System.Security.Claims;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;

namespace Ehcp.Reporting.SignIn;

/// <summary>Somebody who signed in, as the rest of the service knows a caller.</summary>
internal static class Person
{
    /// <summary>Each role is a grant of its own: of two none widens what the other gives.</summary>
    internal static Caller From(ClaimsPrincipal token, SignInSettings settings)
    {
        var given = token.FindAll(settings.AuthorityClaim).Select(held => held.Value).ToArray();
        string[] authorities = [.. (given.Length > 0 ? given : [.. settings.Authorities]).Select(code => Authorities.Find(code)?.OnsCode).OfType<string>()
            .Distinct()];
        string[] teams = [.. token.FindAll(settings.TeamClaim).Select(held => held.Value)];
        return new(
            $"person:{token.FindFirst("iss")?.Value ?? settings.Issuer}|{token.FindFirst("sub")?.Value}",
            token.FindFirst("preferred_username")?.Value ?? token.FindFirst("email")?.Value ?? token.FindFirst("sub")?.Value ?? "somebody",
            token.FindAll(settings.RoleClaim).Select(held => Roles.ByName.GetValueOrDefault(held.Value)).OfType<Role>()
                .SelectMany(role => role.Grants(authorities, teams)));
    }
}
