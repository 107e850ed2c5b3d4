using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Headers;

/// <summary>
/// Headers of every answer, errors too: no cache keeps it and no browser guesses what it is. An endpoint that is public says otherwise in its answer;
/// a service adds its own with <see cref="Add"/>.
/// </summary>
public sealed class HostHeaders
{
    private readonly List<(string Name, string Value, Func<HttpContext, bool>? Except)> _others = [];

    /// <summary>One more header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="except">Requests whose answers do not have it.</param>
    public void Add(string name, string value, Func<HttpContext, bool>? except = null) => _others.Add((name, value, except));

    internal void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value, except) in _others)
        {
            if (except?.Invoke(context) != true)
            {
                headers[name] = value;
            }
        }
    }
}

internal static class HeaderServices
{
    /// <summary>First of all middleware, so that nothing answers without them.</summary>
    internal static void UseHostHeaders(this WebApplication app)
    {
        var headers = app.Services.GetRequiredService<IOptions<HostHeaders>>().Value;
        app.Use((context, next) =>
        {
            headers.Set(context);
            return next(context);
        });
    }
}
