using System.Security.Claims;

namespace Ehcp.Hosting.Keys;

/// <summary>Marks what a developer on their own machine may look at without a key.</summary>
internal sealed class DeveloperMayRead(params string[] scopes)
{
    internal ClaimsPrincipal Developer { get; } = new Caller(
        "developer", "developer", new Grant([.. scopes, Scopes.ReadFigures, Scopes.ReadCases], [Grant.Every])).Principal(ApiKeyAuthentication.Scheme);
}
