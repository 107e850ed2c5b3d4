using System.Security.Claims;
using Ehcp.Contracts;

namespace Ehcp.Hosting.Keys;

/// <summary>What a caller may send and see, however they showed who they are.</summary>
public static class KeyClaims
{
    internal const string Name = "ehcp:key";
    internal const string Scope = "ehcp:scope";
    internal const string Source = "ehcp:source";
    internal const string Authority = "ehcp:authority";
    internal const string Team = "ehcp:team";

    /// <summary>A caller.</summary>
    /// <param name="scheme">How they showed who they are.</param>
    /// <param name="name">What an audit calls them.</param>
    /// <param name="scopes">What they may do.</param>
    /// <param name="sources">CloudEvents sources they may send for.</param>
    /// <param name="authorities">ONS codes of the authorities whose cases they may send or see.</param>
    /// <param name="teams">The only teams whose cases they see; null for all.</param>
    public static ClaimsPrincipal Caller(
        string scheme, string name, IEnumerable<string> scopes, IEnumerable<string> sources, IEnumerable<string> authorities, IEnumerable<string>? teams = null) =>
        new(new ClaimsIdentity(
            [
                new Claim(Name, name),
                .. scopes.Select(scope => new Claim(Scope, scope)),
                .. sources.Select(source => new Claim(Source, source)),
                .. authorities.Select(authority => new Claim(Authority, authority)),
                .. (teams?.DefaultIfEmpty(NoTeam) ?? []).Select(team => new Claim(Team, NameText.Normal(team))),
            ],
            scheme, Name, roleType: null));

    // No team has this name: who is limited to their teams and has none sees no case, not every case.
    private const string NoTeam = "";

    extension(ClaimsPrincipal user)
    {
        /// <summary>Whether events of this CloudEvents source may be sent with the key.</summary>
        public bool MaySendFrom(string source) => user.Allows(Source, source);

        /// <summary>Whether cases of this authority (ONS code) may be sent or read with the key.</summary>
        public bool MayUseAuthority(string onsCode) => user.Allows(Authority, onsCode);

        /// <summary>The only teams whose cases may be seen; null for all.</summary>
        public string[]? OnlyTeams() => user.FindAll(Team).Select(held => held.Value).ToArray() is { Length: > 0 } teams ? teams : null;

        /// <summary>Whether the cases of this team may be seen; null is a case that no team holds.</summary>
        public bool MaySeeTeam(string? team) => user.OnlyTeams() is not { } teams || (team is not null && teams.Contains(team, StringComparer.Ordinal));

        /// <summary>Whether the key has a scope besides the one its endpoint requires.</summary>
        public bool HasScope(string scope) => user.HasClaim(Scope, scope);

        /// <summary>The name the key has in the settings: what an audit line says. It is never the key.</summary>
        public string KeyName() => user.FindFirst(Name)?.Value ?? "anonymous";

        /// <summary>The sources that may be sent for; "*" among them means every one.</summary>
        public string[] Sources() => [.. user.FindAll(Source).Select(held => held.Value)];

        private bool Allows(string claim, string value) =>
            user.HasClaim(held => held.Type == claim && (held.Value == value || held.Value == ApiKeySettings.Every));
    }
}
