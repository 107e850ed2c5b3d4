using System.Globalization;
using System.Text.Json.Nodes;
using Ehcp.Intake.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Intake.Tests.Sources;

/// <summary>How each source does, over weeks.</summary>
public sealed class SourceHealthTests : IAsyncLifetime
{
    private readonly RunningIntake _intake = new();

    public ValueTask InitializeAsync() => _intake.InitializeAsync();

    public ValueTask DisposeAsync() => _intake.DisposeAsync();

    [Fact]
    public async Task It_tells_the_last_event_the_rate_refusals_lateness_and_silence()
    {
        // Five Thursdays at half past midnight, London time: four events each, the last time one.
        for (var week = 0; week < 5; week++)
        {
            var day = RunningIntake.Now.AddHours(1).Date.AddDays(7 * week);
            await SendAsync([.. new[] { 0, 2, 4, 40 }.Take(week == 4 ? 1 : 4).Select(late => Given.ARequest(Day(day.AddDays(-late))))]);
            if (week < 4)
            {
                _intake.Clock.Advance(TimeSpan.FromDays(7));
            }
        }

        var last = _intake.Clock.GetUtcNow();
        await SendAsync(Given.ARequest("soon"), Given.ARequest("soon"));
        _intake.Clock.Advance(TimeSpan.FromHours(1));

        var health = await HealthAsync();
        Assert.Equal(last, (DateTimeOffset)health["lastEventAt"]!);
        Assert.Equal(health["lastEventAt"]!.ToString(), (string?)health["lastRefusalAt"]);
        Assert.Null(health["silentSince"]);
        Assert.Equal("""{"events":1,"usual":4}""", health["lastHour"]!.ToJsonString());
        Assert.Equal("""{"events":1,"usual":4}""", health["last24Hours"]!.ToJsonString());
        Assert.Equal((2, 0.6667m, 2), ((int)health["refused"]!, (decimal)health["refusedShare"]!, (int)health["open"]!));

        // The first Thursday is 28 days and an hour ago: thirteen events, of which ten came within five days.
        Assert.Equal("""{"events":13,"medianDays":2,"ninetiethDays":56}""", health["lateness"]!.ToJsonString());

        _intake.Clock.Advance(TimeSpan.FromDays(7));
        var silent = await HealthAsync();
        Assert.Equal((string?)silent["lastEventAt"], (string?)silent["silentSince"]);
        Assert.Equal("""{"events":0,"usual":3.25}""", silent["last24Hours"]!.ToJsonString());
    }

    [Fact]
    public async Task Refused_rows_are_counted_and_nobody_counts_for_a_source_that_is_not_theirs()
    {
        await _intake.SendAsync(Given.ARequest().With("source", "others").ToJsonString(), "application/cloudevents+json", RunningIntake.SynergyKey);
        await SendAsync(Given.ARequest());
        await AddUpAsync();

        var sources = (await _intake.GetAsync("/v1/sources")).Json["sources"]!.AsArray();
        Assert.Equal(["synergy"], sources.Select(source => (string?)source!["source"]));
    }

    [Fact]
    public async Task Hours_that_nothing_asks_about_are_forgotten_and_the_source_is_not()
    {
        await SendAsync(Given.ARequest());
        await AddUpAsync();
        _intake.Clock.Advance(TimeSpan.FromDays(61));

        var health = await HealthAsync();

        Assert.NotNull(health["lastEventAt"]);
        Assert.Equal(0, await TestKit.Queries.CountAsync(_intake.Database, "source_hour"));
    }

    private Task<Answer> SendAsync(params JsonObject[] events) => _intake.SendBatchAsync(events);

    private async Task<JsonNode> HealthAsync()
    {
        await AddUpAsync();
        return (await _intake.GetAsync("/v1/sources")).Json["sources"]!.AsArray().Single(source => (string?)source!["source"] == "synergy")!;
    }

    private Task AddUpAsync() => _intake.Services.GetRequiredService<AddUpCounts>().RunAsync(TestContext.Current.CancellationToken);

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
