using System.Net;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;
using Npgsql;

namespace Ehcp.Hosting.Tests.Health;

public sealed class ReadinessTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestDatabase Database { get; set; } = null!;

    public async ValueTask InitializeAsync() => Database = await TestDatabase.CreateAsync("hosting", _ => Task.CompletedTask);

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    [Fact]
    public async Task A_service_is_ready_when_its_database_answers()
    {
        await using var service = await SmallService.StartAsync(settings: ("ConnectionStrings:Test", Database.ConnectionString));

        using var answer = await service.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"status":"ready","checks":{"database":"ready"}}""", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_database_that_hangs_makes_a_service_unready_within_the_deadline_and_never_dead()
    {
        await using var wire = Proxy.ToDatabase(Database.ConnectionString);
        await using var service = await SmallService.StartAsync(settings: ("ConnectionStrings:Test", wire.Through(Database.ConnectionString)));
        using (var before = await service.SendAsync(HttpMethod.Get, "/health/ready"))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        wire.Freeze();
        for (var ask = 0; ask < 3; ask++)
        {
            var started = TimeProvider.System.GetTimestamp();
            using var answer = await service.SendAsync(HttpMethod.Get, "/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        }

        using var live = await service.SendAsync(HttpMethod.Get, "/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);

        wire.Thaw();
        await Until.TrueAsync(async () =>
        {
            using var after = await service.SendAsync(HttpMethod.Get, "/health/ready");
            return after.IsSuccessStatusCode;
        }, TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task A_pool_with_no_connection_left_is_no_absent_database()
    {
        var small = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString;
        await using var service = await SmallService.StartAsync(settings: ("ConnectionStrings:Test", small));
        var data = (NpgsqlDataSource)service.App.Services.GetService(typeof(NpgsqlDataSource))!;
        await using var busy = await data.OpenConnectionAsync(Cancel);

        using var answer = await service.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
