using System.Net;
using System.Text.Json;
using Ehcp.Contracts.Http;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Alerts;

/// <summary>The Scheduler's public door, as any other system uses it. What a person may see is judged here, before it is asked.</summary>
internal sealed class SchedulerDoor(IHttpClientFactory http, IOptions<SchedulerSettings> settings, ILogger<SchedulerDoor> log)
{
    internal const string Client = "scheduler";

    // A page waits for it, so not for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    internal const string NothingWritten = "The Scheduler does not answer just now, so nothing was written down. Try again in a minute.";

    internal bool IsOn => settings.Value.IsOn;

    /// <summary>Null when it does not answer, or does not know the case.</summary>
    internal Task<CaseAlerts?> CaseAsync(string authority, string caseReference, CancellationToken cancellationToken) =>
        GetAsync<CaseAlerts>($"/v1/cases/{authority}/{Uri.EscapeDataString(caseReference)}", cancellationToken);

    /// <summary>Null when it does not answer.</summary>
    internal Task<AlertSummary?> SummaryAsync(string? authority, CancellationToken cancellationToken) =>
        GetAsync<AlertSummary>("/v1/alerts/summary" + (authority is null ? "" : $"?authority={authority}"), cancellationToken);

    internal async Task<AcknowledgeAnswer> AcknowledgeAsync(long alert, DateOnly until, string plan, string onBehalfOf, CancellationToken cancellationToken)
    {
        try
        {
            using var client = Open();
            using var answer = await client.PostAsJsonAsync(
                Address($"/v1/alerts/{alert}/acknowledge"), new Acknowledging(until, plan, onBehalfOf), cancellationToken);
            return new(answer.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.Conflict => "The deadline this alert was about is met, moved or does not apply any more. There is nothing left to acknowledge.",
                HttpStatusCode.BadRequest => $"The Scheduler does not take this day or plan. Choose a day from today to {Acknowledging.MostDays} days ahead.",
                _ => Away(answer.StatusCode.ToString()),
            });
        }
        catch (Exception trouble) when (IsTrouble(trouble, cancellationToken))
        {
            return new(Away(trouble.GetBaseException().GetType().Name));
        }
    }

    private async Task<T?> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var client = Open();
            using var answer = await client.GetAsync(Address(path), cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
            }

            Away(answer.StatusCode.ToString());
        }
        catch (Exception trouble) when (IsTrouble(trouble, cancellationToken))
        {
            Away(trouble.GetBaseException().GetType().Name);
        }

        return null;
    }

    private HttpClient Open()
    {
        var client = http.CreateClient(Client);
        client.Timeout = Patience;
        client.DefaultRequestHeaders.Add("X-Api-Key", settings.Value.Key);
        return client;
    }

    private Uri Address(string path) => new(settings.Value.Url!.TrimEnd('/') + path);

    private string Away(string why)
    {
        log.LogWarning("The Scheduler could not be asked: {Why}", why);
        return NothingWritten;
    }

    private static bool IsTrouble(Exception trouble, CancellationToken cancellationToken) =>
        trouble is HttpRequestException or JsonException || (trouble is TaskCanceledException && !cancellationToken.IsCancellationRequested);
}
