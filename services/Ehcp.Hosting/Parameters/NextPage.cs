using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ehcp.Hosting.Parameters;

/// <summary>
/// Where a list goes on whose answer is a bare array, and so has no room for <c>next</c>: in the header <c>Link</c> (RFC 8288), an address that is
/// relative to that of the page.
/// </summary>
public static class NextPage
{
    /// <summary>Names the next page.</summary>
    /// <param name="context">Of the page that is answered.</param>
    /// <param name="after">The key of its last row.</param>
    public static void Link(HttpContext context, string after)
    {
        var query = context.Request.Query.Where(parameter => !parameter.Key.Equals("after", StringComparison.OrdinalIgnoreCase))
            .Append(KeyValuePair.Create("after", new StringValues(after)));
        context.Response.Headers.Link = $"<{QueryString.Create(query)}>; rel=\"next\"";
    }
}
