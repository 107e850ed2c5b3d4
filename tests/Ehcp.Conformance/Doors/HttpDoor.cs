using System.Net.Http.Headers;
using System.Text;

namespace Ehcp.Conformance.Doors;

/// <summary>An installation's door for events, and what a sender may ask of it, over HTTP. What is sent is sent once: nothing is tried again.</summary>
internal sealed class HttpDoor : IDisposable
{
    /// <summary>One event.</summary>
    public const string Structured = "application/cloudevents+json";

    /// <summary>A list of events.</summary>
    public const string Batch = "application/cloudevents-batch+json";

    private const string KeyHeader = "X-Api-Key";

    private readonly HttpClient _http;

    /// <param name="installation">Where Intake is.</param>
    /// <param name="key">The sender's key.</param>
    public HttpDoor(Uri installation, string key)
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new(installation.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        Key = key;
    }

    public string Key { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>Asks for what is at an address.</summary>
    public Task<Answer> GetAsync(string address, CancellationToken stop) => SendAsync(HttpMethod.Get, address, null, [], Key, stop);

    /// <summary>Sends a body to the door for events.</summary>
    /// <param name="body">The body.</param>
    /// <param name="mediaType">Its media type; null for none.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="key">Another key than the sender's; empty for none.</param>
    /// <param name="headers">More headers.</param>
    public Task<Answer> PostAsync(
        byte[] body, string? mediaType, CancellationToken stop, string? key = null, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);
        return SendAsync(HttpMethod.Post, "v1/events", content, headers, key ?? Key, stop);
    }

    /// <summary>Sends a text to the door for events.</summary>
    public Task<Answer> PostAsync(string body, string mediaType, CancellationToken stop, string? key = null) =>
        PostAsync(Encoding.UTF8.GetBytes(body), mediaType, stop, key);

    /// <summary>Asks with any method.</summary>
    public Task<Answer> AskAsync(HttpMethod method, string address, CancellationToken stop) => SendAsync(method, address, null, [], Key, stop);

    private async Task<Answer> SendAsync(
        HttpMethod method, string address, HttpContent? content, (string Name, string Value)[] headers, string key, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (key.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, key);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var response = await _http.SendAsync(request, stop);
            return Answer.Of((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException failure)
        {
            return new(0, null, $"{failure.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(0, null, "none within a minute");
        }
    }
}
