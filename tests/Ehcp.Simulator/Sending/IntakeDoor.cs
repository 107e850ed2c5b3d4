using System.Net;
using System.Net.Http.Headers;

namespace Ehcp.Simulator.Sending;

/// <summary>Intake's public door. What got no answer, or one that asks for patience, is sent again: Intake knows an event by its id.</summary>
public sealed class IntakeDoor(HttpClient client, TimeProvider clock)
{
    private static readonly Uri Events = new("v1/events", UriKind.Relative);
    private static readonly MediaTypeHeaderValue BatchOfCloudEvents = new("application/cloudevents-batch+json");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A client for one of the services.</summary>
    public static HttpClient Client(Uri service, string key)
    {
        ArgumentNullException.ThrowIfNull(service);
        var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseProxy = false })
        {
            BaseAddress = new Uri(service.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    public async Task<Receipts> SendAsync(byte[] batch, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                using var content = new ByteArrayContent(batch) { Headers = { ContentType = BatchOfCloudEvents } };
                using var answer = await client.PostAsync(Events, content, cancellationToken);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    return Receipts.Of(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
                }

                var isPassing = answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
                if (!isPassing || clock.GetElapsedTime(began) > Patience)
                {
                    var said = await answer.Content.ReadAsStringAsync(cancellationToken);
                    throw new InvalidOperationException($"Intake answered {(int)answer.StatusCode}: {said}");
                }
            }
            catch (HttpRequestException) when (clock.GetElapsedTime(began) < Patience)
            {
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
