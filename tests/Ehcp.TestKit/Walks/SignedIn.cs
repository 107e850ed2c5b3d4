using System.Text.RegularExpressions;
using Xunit;

namespace Ehcp.TestKit.Walks;

/// <summary>Somebody with a session, without a browser: keeps cookies as they come and sends all of them back to whoever set them.</summary>
public sealed partial class SignedIn : DelegatingHandler
{
    private readonly Dictionary<(string Authority, string Name), string> _cookies = [];

    private SignedIn()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens a page and signs in at the issuer's page, which asks who it is.</summary>
    public static async Task<HttpClient> AsAsync(string person, Uri service)
    {
        var client = new HttpClient(new SignedIn()) { BaseAddress = service };
        var issuer = await FollowAsync(client, new Uri(service, "/"), isThere: answer =>
            answer.RequestMessage!.RequestUri!.Authority != service.Authority && (int)answer.StatusCode == 200);
        await FollowAsync(client, new Uri(issuer + "&person=" + person), isThere: answer =>
            answer.RequestMessage!.RequestUri!.Authority == service.Authority && answer.Headers.Location is null);
        return client;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Authority;
        var cookies = string.Join("; ", _cookies.Where(cookie => cookie.Key.Authority == host).Select(cookie => $"{cookie.Key.Name}={cookie.Value}"));
        if (cookies.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var cookie = Cookie().Match(set);
            _cookies[(host, cookie.Groups["name"].Value)] = cookie.Groups["value"].Value;
        }

        return answer;
    }

    private static async Task<string> FollowAsync(HttpClient client, Uri address, Func<HttpResponseMessage, bool> isThere)
    {
        for (var step = 0; step < 10; step++)
        {
            using var answer = await client.GetAsync(address, Stop);
            if (isThere(answer))
            {
                return address.AbsoluteUri;
            }

            Assert.NotNull(answer.Headers.Location);
            address = new Uri(address, answer.Headers.Location);
        }

        throw new InvalidOperationException($"It does not end: {address}");
    }

    [GeneratedRegex("^(?<name>[^=]+)=(?<value>[^;]*)")]
    private static partial Regex Cookie();
}
