using System.Text.Json;
using Ehcp.Hosting.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Ehcp.Hosting.Problems;

/// <summary>Writes every problem, whatever the caller accepts: a page for a browser, JSON for anybody else.</summary>
internal sealed class ProblemWriter(IProblemPage page, IOptions<HostHeaders> headers) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = Problem.Of(context.ProblemDetails, response.StatusCode);
        headers.Value.Set(context.HttpContext); // an exception has taken them away
        if (WantsPage(context.HttpContext))
        {
            response.ContentType = "text/html; charset=utf-8";
            await response.WriteAsync(page.Write(context.HttpContext, problem), context.HttpContext.RequestAborted);
            return;
        }

        response.ContentType = "application/problem+json";
        await JsonSerializer.SerializeAsync(response.Body, problem, ProblemJson.Default.Problem, context.HttpContext.RequestAborted);
    }

    // A browser names text/html first. A program that names nothing, or anything, gets JSON, but of a page it gets a page.
    private static bool WantsPage(HttpContext context)
    {
        var request = context.Request;
        double html = 0, json = 0;
        foreach (var accepted in MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var all) ? all : [])
        {
            var quality = accepted.Quality ?? 1;
            if (accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            {
                html = Math.Max(html, quality);
            }
            else if (accepted.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || accepted.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            {
                json = Math.Max(json, quality);
            }
        }

        return html > json || (json == 0 && context.GetEndpoint()?.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true });
    }
}
