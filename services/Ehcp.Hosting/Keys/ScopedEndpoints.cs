using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Ehcp.Hosting.Keys;

/// <summary>Says who may call an endpoint.</summary>
public static class ScopedEndpoints
{
    extension<TBuilder>(TBuilder endpoint) where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>401 without a known key (or token, or session where there are any), 403 when it has none of the scopes.</summary>
        public TBuilder RequireScope(params string[] scopes) => endpoint.RequireAuthorization(Policy(scopes));

        /// <summary>As <see cref="RequireScope{TBuilder}(TBuilder, string[])"/>, but in Development it may be read (GET) without a key.</summary>
        public TBuilder RequireScopeOrDeveloper(string scope)
        {
            endpoint.WithMetadata(new DeveloperMayRead(scope));
            return endpoint.RequireScope(scope);
        }
    }

    private static AuthorizationPolicy Policy(string[] scopes) => new AuthorizationPolicyBuilder(Callers.Scheme)
        .RequireAuthenticatedUser()
        .RequireClaim(KeyClaims.Scope, scopes)
        .Build();
}

/// <summary>Marks what a developer on their own machine may look at without a key.</summary>
internal sealed class DeveloperMayRead(string scope)
{
    internal ClaimsPrincipal Developer { get; } = KeyClaims.Caller(
        ApiKeyAuthentication.Scheme, "developer", new[] { scope, Scopes.ReadFigures, Scopes.ReadCases }.Distinct(), [], [ApiKeySettings.Every]);
}
