using System.Security.Claims;

namespace Ehcp.Messaging.ApiKeys;

/// <summary>What the holder of a key may send and see.</summary>
public static class KeyClaims
{
    internal const string Name = "ehcp:key";
    internal const string Scope = "ehcp:scope";
    internal const string Source = "ehcp:source";
    internal const string Authority = "ehcp:authority";

    extension(ClaimsPrincipal user)
    {
        /// <summary>Whether events of this CloudEvents source may be sent with the key.</summary>
        public bool MaySendFrom(string source) => user.Allows(Source, source);

        /// <summary>Whether cases of this authority (ONS code) may be sent or read with the key.</summary>
        public bool MayUseAuthority(string onsCode) => user.Allows(Authority, onsCode);

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
