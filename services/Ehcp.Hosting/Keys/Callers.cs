using Microsoft.AspNetCore.Http;

namespace Ehcp.Hosting.Keys;

/// <summary>How a caller shows who they are: by a key, or by what a service adds to it, such as a token or a person's session.</summary>
public sealed class Callers
{
    /// <summary>The scheme that every endpoint asks for; it hands on to the one that fits the request.</summary>
    public const string Scheme = "Caller";

    private readonly List<Func<HttpContext, string?>> _others = [];

    /// <summary>Adds a scheme for requests without a key.</summary>
    /// <param name="schemeOf">The scheme to ask, or null when the request is not of its kind.</param>
    public void Add(Func<HttpContext, string?> schemeOf) => _others.Add(schemeOf);

    internal string SchemeOf(HttpContext context) =>
        context.Request.Headers.ContainsKey(ApiKeyAuthentication.Header) || KeyAsPassword.IsAsked(context)
            ? ApiKeyAuthentication.Scheme
            : _others.Select(schemeOf => schemeOf(context)).FirstOrDefault(scheme => scheme is not null) ?? ApiKeyAuthentication.Scheme;
}
