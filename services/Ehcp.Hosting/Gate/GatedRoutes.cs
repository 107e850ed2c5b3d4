using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ehcp.Hosting.Gate;

/// <summary>
/// Says of a route who may call it and what it shows: <c>app.MapGet("/v1/alerts", …).Gate(Scopes.ReadCases).ShowsCases("alerts")</c>.
/// See <c>docs/gate.md</c>.
/// </summary>
public static class GatedRoutes
{
    extension<TBuilder>(TBuilder route) where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>401 without a known key, token or session, 403 without any of the scopes. What it shows is said next.</summary>
        public Gated<TBuilder> Gate(params string[] scopes) => new(route, scopes);

        /// <summary>Anybody may call it. It shows no case.</summary>
        public TBuilder Open() => route.WithMetadata(new GateOf()).AllowAnonymous();

        /// <summary>Anybody may call it who has its address, and sees the one case it leads to: by <see cref="Passage.ShowByLink"/>.</summary>
        /// <param name="shows">What it shows, as the access log calls it.</param>
        /// <param name="does">What it does; null when it only reads.</param>
        public TBuilder OpenByLink(string shows, string? does = null)
        {
            var gate = new GateOf { Shows = shows, Does = does, IsLink = true };
            return route.WithMetadata(gate).AllowAnonymous().AddEndpointFilter(new GateFilter(gate));
        }
    }
}

/// <summary>A route of which it is said who may call it, and not yet what it shows.</summary>
public readonly struct Gated<TBuilder>(TBuilder route, string[] scopes, bool orDeveloper = false)
    where TBuilder : IEndpointConventionBuilder
{
    /// <summary>In Development it may also be read (GET) without a key.</summary>
    public Gated<TBuilder> OrDeveloper() => new(route, scopes, orDeveloper: true);

    /// <summary>It shows no case and nobody's address, whatever it is asked, and changes nothing that a person would be asked about.</summary>
    public TBuilder ShowsNoCase() => Declared(new() { Scopes = scopes });

    /// <summary>It shows cases, or people. The handler takes a <see cref="Passage"/> and hands over what it shows: by <c>Show</c>.</summary>
    /// <param name="shows">What it shows, as the access log calls it.</param>
    /// <param name="under">The scopes under which cases are seen, where these are others than those of the route.</param>
    public TBuilder ShowsCases(string shows, params string[] under) => Declared(new() { Scopes = scopes, Shows = shows, Under = under });

    /// <summary>It changes something. That it was asked for is written down before, what came of it after: the handler says so by <c>Did</c>.</summary>
    /// <param name="does">What it does, as the access log calls it.</param>
    public TBuilder Acts(string does) => Declared(new() { Scopes = scopes, Does = does, Shows = does });

    private TBuilder Declared(GateOf gate)
    {
        route.WithMetadata(gate).RequireAuthorization(Policy(scopes));
        if (orDeveloper)
        {
            route.WithMetadata(new DeveloperMayRead(scopes));
        }

        return gate.Shows is null ? route : route.AddEndpointFilter(new GateFilter(gate));
    }

    private static AuthorizationPolicy Policy(string[] scopes) => new AuthorizationPolicyBuilder(Callers.Scheme)
        .RequireAuthenticatedUser()
        .RequireAssertion(asked => Array.Exists(scopes, Caller.Of(asked.User).Has))
        .Build();
}
