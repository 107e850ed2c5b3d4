using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;

namespace Ehcp.Intake.Tests.Events;

/// <summary>Senders use the CloudEvents SDK: what it writes is taken.</summary>
public sealed class CloudEventsSdkTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private static readonly JsonEventFormatter Formatter = new();

    [Theory]
    [InlineData(CloudNative.CloudEvents.ContentMode.Structured)]
    [InlineData(CloudNative.CloudEvents.ContentMode.Binary)]
    public async Task An_event_of_the_SDK_is_taken(CloudNative.CloudEvents.ContentMode mode)
    {
        var answer = await SendAsync(AnEvent($"sdk-{mode}").ToHttpContent(mode, Formatter));

        Assert.Equal((202, "accepted"), (answer.Status, answer.Outcome));
    }

    [Fact]
    public async Task A_batch_of_the_SDK_is_taken()
    {
        var answer = await SendAsync(new[] { AnEvent("sdk-a"), AnEvent("sdk-b") }.ToHttpContent(Formatter));

        Assert.Equal(["accepted", "accepted"], ((JsonArray)answer.Json).Select(receipt => (string)receipt!["status"]!));
    }

    private static CloudEvent AnEvent(string id) => new(CloudEventsSpecVersion.V1_0)
    {
        Id = id,
        Source = new Uri("urn:synergy"),
        Type = "ehcp.request-received.v1",
        Subject = "EHC-1",
        Time = RunningIntake.Now.AddDays(-1),
        DataContentType = "application/json",
        Data = new Dictionary<string, string> { ["authority"] = "330", ["receivedOn"] = "2026-07-01" },
    };

    private async Task<Answer> SendAsync(HttpContent content) =>
        await Answer.OfAsync(await intake.Client.PostAsync("/v1/events", content, TestContext.Current.CancellationToken));
}
