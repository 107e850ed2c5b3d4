using System.Net;
using System.Text.Json;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Keys;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.Tests;

public sealed class ServiceDefaultsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_api_describes_itself_as_openapi_3_1_with_its_key()
    {
        await using var service = await SmallService.StartAsync();

        using var description = JsonDocument.Parse(await service.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel));

        Assert.StartsWith("3.1", description.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("X-Api-Key", description.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").GetProperty("name")
            .GetString());
        Assert.Equal(2, description.RootElement.GetProperty("paths").GetProperty("/v1/events").GetProperty("post").GetProperty("security")
            .GetArrayLength()); // a key, or a token
        Assert.False(description.RootElement.GetProperty("paths").GetProperty("/broken").GetProperty("get").TryGetProperty("security", out _));
        Assert.False(description.RootElement.GetProperty("paths").GetProperty("/health/live").GetProperty("get").TryGetProperty("security", out _));
    }

    [Fact]
    public async Task A_bug_is_a_500_that_tells_nothing_of_the_inside()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await service.SendAsync(HttpMethod.Get, "/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_finds_the_database_away_may_come_again()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await service.SendAsync(HttpMethod.Get, "/away");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_too()
    {
        await using var service = await SmallService.StartAsync(settings: SmallService.KeyWith(Scopes.ReadCases));

        using var answer = await service.SendAsync(HttpMethod.Get, "/nowhere", SmallService.Key);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Development", null, HttpStatusCode.OK)]
    [InlineData("Production", null, HttpStatusCode.Unauthorized)]
    [InlineData("Production", SmallService.Key, HttpStatusCode.OK)]
    public async Task Metrics_are_for_keys_that_may_read_them(string environment, string? key, HttpStatusCode expected)
    {
        await using var service = await SmallService.StartAsync(environment, SmallService.KeyWith(Scopes.ReadMetrics));

        using var answer = await service.SendAsync(HttpMethod.Get, "/metrics", key);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_moved_clock_starts_at_its_instant_and_runs_on()
    {
        var start = new DateTimeOffset(2026, 3, 29, 0, 59, 59, TimeSpan.Zero);
        await using var service = await SmallService.StartAsync("Development", ("Ehcp:Clock:Now", "2026-03-29T00:59:59Z"));
        var clock = service.App.Services.GetRequiredService<TimeProvider>();

        Assert.InRange(clock.GetUtcNow(), start, start.AddMinutes(1));
        await Until.TrueAsync(() => clock.GetUtcNow() > start.AddSeconds(1), cancellationToken: Cancel);
    }

    [Fact]
    public async Task In_production_a_moved_clock_keeps_the_service_from_starting()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() =>
            SmallService.StartAsync("Production", [.. SmallService.KeyWith(Scopes.ReadCases), ("Ehcp:Clock:Now", "2026-03-29T00:59:59Z")]));

        Assert.Contains("Ehcp:Clock:Now", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void A_service_that_could_not_be_put_together_is_not_built(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.AddServiceDefaults("test");
        builder.Services.AddScoped<Once>().AddSingleton<Always>();

        Assert.Throws<AggregateException>(() => builder.Build());
    }

    [Fact]
    public async Task Without_its_connection_string_a_service_does_not_start()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.AddServiceDefaults("test");
        builder.AddDatabase<EmptyDbContext>("Test");
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(Cancel));

        Assert.Contains("ConnectionStrings:Test is not set", refusal.Message, StringComparison.Ordinal);
    }

    private sealed class Once;

    private sealed class Always(Once once)
    {
        internal Once Once => once;
    }
}
