using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Watch;

/// <summary>Asks <c>GET /health/sweep</c>. It knows the bank holidays, so that nobody here has to.</summary>
internal sealed class AskScheduler(IHttpClientFactory http, IOptions<WatchSettings> settings)
{
    internal const string Client = "watch";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal async Task<SweepHealth> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(Client);
            client.Timeout = Patience;
            using var answer = await client.GetAsync(new Uri(settings.Value.SchedulerUrl!.TrimEnd('/') + "/health/sweep"), cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable))
            {
                return SweepHealth.Unknown;
            }

            var said = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return said.ValueKind == JsonValueKind.Object && said.TryGetProperty("lastCompletedSecondsAgo", out _)
                ? new(answer.StatusCode == HttpStatusCode.OK, said.TryGetProperty("digest", out var digest) ? digest.GetString() == "late" : null)
                : SweepHealth.Unknown;
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException or InvalidOperationException
            || (trouble is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return SweepHealth.Unknown;
        }
    }
}
