using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Ehcp.TestKit.Api;

/// <summary>
/// Holds every answer that a test is given against the description that the service itself serves: its route, its status, its media type, its body, and the
/// parameters that were accepted. It stands next to the service, behind whatever follows redirects.
/// </summary>
/// <param name="service">Whose answers.</param>
public sealed class DescribedAnswers(DescribedService service) : DelegatingHandler
{
    // Of the first request; a redirect may lead to somebody else's, such as the issuer's.
    private string? _host;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _host ??= request.RequestUri?.Authority;
        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri is not { } uri || uri.Authority != _host || service.IsApart(uri.AbsolutePath))
        {
            return response;
        }

        var description = await service.DescriptionAsync(() => ServedAsync(new Uri(uri, "/openapi/v1.json")));
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        string? body = null;
        if (request.Method != HttpMethod.Head && (mediaType is null || ServedDescription.IsJson(mediaType)))
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            body = await response.Content.ReadAsStringAsync(cancellationToken);
        }

        var names = QueryHelpers.ParseQuery(uri.Query).Keys;
        var untruths = description.Untruths(request.Method.Method, uri.AbsolutePath, names, (int)response.StatusCode, mediaType, body, service.NotYet);
        Assert.True(untruths.Count == 0, string.Join('\n', untruths));
        return response;
    }

    private async Task<string> ServedAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await base.SendAsync(request, CancellationToken.None);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }
}
