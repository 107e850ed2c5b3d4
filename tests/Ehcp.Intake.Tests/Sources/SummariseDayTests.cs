using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Intake.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Intake.Tests.Sources;

/// <summary>What Intake announces each morning of the day before.</summary>
public sealed class SummariseDayTests : IAsyncLifetime
{
    private readonly RunningIntake _intake = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _intake.InitializeAsync();

    public ValueTask DisposeAsync() => _intake.DisposeAsync();

    [Fact]
    public async Task In_the_morning_the_day_before_is_announced_once_without_anything_an_event_said()
    {
        // It is half past midnight on Thursday 16 July in London.
        await _intake.SendAsync(Given.ARequest("soon").With("source", "yesterday"));
        _intake.Clock.Advance(TimeSpan.FromHours(6));
        await RunTwiceAsync();
        var before = (await SummariesAsync()).Count;
        await _intake.SendBatchAsync(
            Given.ARequest(), Given.ARequest("2026-01-05"), Given.ARequest("soon").WithData("route", "road"), Given.ARequest("2014-01-01"),
            Given.ARequest().With("source", "all-is-well"));
        await _intake.SendAsync(Given.ARequest().With("source", "others").ToJsonString(), "application/cloudevents+json", RunningIntake.SynergyKey);
        _intake.Clock.Advance(TimeSpan.FromHours(23.4)); // 05:54
        await RunTwiceAsync();
        Assert.Equal(before, (await SummariesAsync()).Count);

        _intake.Clock.Advance(TimeSpan.FromMinutes(10));
        await RunTwiceAsync();

        var summary = (await SummariesAsync()).Last();
        Assert.Equal(before + 1, (await SummariesAsync()).Count);
        Assert.Equal(new DateOnly(2026, 7, 16), summary.Day);
        var source = Assert.Single(summary.Sources, each => each.Source == "synergy");
        Assert.Equal((2, 2, 1, 28), (source.Taken, source.Refused, source.Late, source.LateDays));
        Assert.Equal("code 1, date 1, too-early 1", string.Join(", ", source.Rules.Select(rule => $"{rule.Rule} {rule.Count}")));
        Assert.Equal((2, new DateOnly(2026, 7, 16)), (source.Open, source.OldestOpen));
        Assert.Equal(["synergy", "yesterday"], summary.Sources.Select(each => each.Source));
    }

    private async Task RunTwiceAsync()
    {
        var day = _intake.Services.GetRequiredService<SummariseDay>();
        await Task.WhenAll(day.RunAsync(Stop), day.RunAsync(Stop));
    }

    private async Task<List<SourcesSummarised>> SummariesAsync() =>
    [
        .. (await _intake.MessagesAsync<SourcesSummarised>())
            .Select(message => JsonSerializer.Deserialize<SourcesSummarised>(message.Body, ContractsJson.Options)!),
    ];
}
