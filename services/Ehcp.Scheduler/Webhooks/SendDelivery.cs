using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>What a receiver answered.</summary>
/// <param name="Trouble">Why it did not take it; null when it did.</param>
/// <param name="IsGone">Whether it said that it is gone for good.</param>
internal readonly record struct DeliveryAnswer(string? Trouble, bool IsGone = false);

/// <summary>Sends one signed body to one address. It follows no redirect, reads nothing of the answer but its status, and waits ten seconds at most.</summary>
internal sealed class SendDelivery(IHttpClientFactory http, TimeProvider clock)
{
    internal const string Client = "webhooks";

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal async Task<DeliveryAnswer> SendAsync(string url, string id, byte[] body, IEnumerable<byte[]> secrets, CancellationToken cancellationToken)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ChangeEvents.MediaType) { CharSet = "utf-8" };
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimeHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Of(id, seconds, body, secrets));
        try
        {
            using var client = http.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode
                ? new(null)
                : new($"It answered {(int)answer.StatusCode}.", answer.StatusCode == HttpStatusCode.Gone);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new($"It did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException trouble)
        {
            return new(trouble.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "Its name is not known.",
                HttpRequestError.SecureConnectionError => "No secure connection to it can be made.",
                _ => trouble.InnerException is System.Net.Sockets.SocketException { SocketErrorCode: var code } ? $"It cannot be reached: {code}."
                    : $"It cannot be reached: {trouble.Message}",
            });
        }
    }
}
