using Ehcp.Hosting.Databases;
using Ehcp.Scheduler.Folding;
using Ehcp.TestKit;
using Ehcp.TestKit.Api;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Ehcp.Scheduler.Tests;

/// <summary>The service over a database of its own, answering HTTP, with nothing running by itself: no consumer, no relay.</summary>
public class SchedulerAtRest : IAsyncLifetime
{
    internal const string StaffKey = "scheduler-staff-key";
    internal const string LeedsKey = "scheduler-leeds-key";
    internal const string SenderKey = "scheduler-sender-key";
    internal const string AuditorKey = "scheduler-auditor-key";
    internal const string AdminKey = "scheduler-admin-key";
    internal const string AcknowledgeKey = "scheduler-acknowledge-key";

    /// <summary>Wednesday 15 July 2026, 23:30 UTC: in London it is Thursday.</summary>
    internal const string StartsAt = "2026-07-15T23:30:00Z";

    private TestDatabase _database = null!;
    private WebApplicationFactory<Program> _service = null!;

    protected virtual string Broker => "amqp://localhost:1/at-rest";

    protected virtual bool RunsByItself => false;

    internal NpgsqlDataSource Database => _service.Services.GetRequiredService<NpgsqlDataSource>();

    internal TakeInFacts TakeIn => _service.Services.GetRequiredService<TakeInFacts>();

    internal T Get<T>() where T : notnull => _service.Services.GetRequiredService<T>();

    public virtual async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("scheduler", MigrateAsync);
        _service = new WebApplicationFactory<Program>().WithWebHostBuilder(Configure);
        _ = _service.Server;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A caller with this key; without one, null.</summary>
    internal HttpClient Caller(string? key = StaffKey)
    {
        var caller = _service.CreateDefaultClient(new RedirectHandler(), new CookieContainerHandler(), new DescribedAnswers(DescribedService.Scheduler));
        if (key is not null)
        {
            caller.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        return caller;
    }

    internal static async Task MigrateAsync(string connectionString)
    {
        await using var context = new SchedulerDbContext(DatabaseServices.Options<SchedulerDbContext>(connectionString));
        await context.UpdateSchemaAsync(CancellationToken.None);
    }

    private void Configure(IWebHostBuilder host)
    {
        host.UseEnvironment("Test");
        host.UseSetting("ConnectionStrings:Scheduler", _database.ConnectionString);
        host.UseSetting("ConnectionStrings:Broker", Broker);
        host.UseSetting("Ehcp:Clock:Now", StartsAt);
        host.UseSetting("Ehcp:Alerts:Default:SendMailbox", "send@example.org");
        host.UseSetting("Ehcp:PublicUrl", "http://localhost");
        host.UseSetting("Ehcp:Mail:From", "deadlines@example.org");
        host.UseSetting("Ehcp:Mail:Smtp:Host", "localhost");
        host.UseSetting("Ehcp:Mail:Smtp:Port", "1");
        UseKey(host, 0, "staff", StaffKey, "cases:read", "*");
        UseKey(host, 1, "leeds", LeedsKey, "cases:read", "E08000035");
        UseKey(host, 2, "sender", SenderKey, "events:send", "*");
        UseKey(host, 3, "auditor", AuditorKey, "access:read", "E08000025");
        UseKey(host, 4, "admin", AdminKey, "admin", "*");
        UseKey(host, 5, "acknowledges", AcknowledgeKey, "alerts:acknowledge", "*");
        if (!RunsByItself)
        {
            host.ConfigureTestServices(services => services.RemoveAll<IHostedService>());
        }
    }

    internal static void UseKey(IWebHostBuilder host, int index, string name, string key, string scope, string authority)
    {
        var setting = $"Ehcp:ApiKeys:{index}";
        host.UseSetting($"{setting}:Name", name);
        host.UseSetting($"{setting}:Hash", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key))));
        host.UseSetting($"{setting}:Scopes:0", scope);
        host.UseSetting($"{setting}:Authorities:0", authority);
    }
}
