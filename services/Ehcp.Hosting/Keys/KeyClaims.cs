using System.Security.Claims;

namespace Ehcp.Hosting.Keys;

/// <summary>What a sender may send: asked for each event, and so without the gate.</summary>
public static class KeyClaims
{
    extension(ClaimsPrincipal user)
    {
        /// <summary>Whether events of this CloudEvents source may be sent.</summary>
        public bool MaySendFrom(string source) => Caller.Of(user).MaySendFrom(source);

        /// <summary>The name that stands in the ledger. It is never the key.</summary>
        public string KeyName() => Caller.Of(user).Name;

        /// <summary>The sources that may be sent for; "*" among them means every one.</summary>
        public string[] Sources() =>
            [.. Caller.Of(user).Grants.Where(grant => grant.Scopes.Contains(Scopes.SendEvents))
                .SelectMany(grant => grant.Sources?.AsEnumerable() ?? [Grant.Every]).Distinct()];
    }
}
