using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Ehcp.TestKit;
using Npgsql;

namespace Ehcp.EndToEnd.Tests.Deployments;

/// <summary>The three services as processes over databases, a virtual host and a mail server of their own.</summary>
public class Deployment : IAsyncLifetime
{
    internal const string IntakeKey = "end-to-end-intake-key";
    internal const string StaffKey = "end-to-end-staff-key";
    internal const string ReportingKey = "end-to-end-reporting-key";

    private readonly List<IAsyncDisposable> _parts = [];

    internal ServiceProcess Intake { get; private set; } = null!;

    internal ServiceProcess Scheduler { get; private set; } = null!;

    internal ServiceProcess Reporting { get; private set; } = null!;

    internal SmtpSink Mail { get; private set; } = null!;

    internal Uri Broker { get; private set; } = null!;

    internal IReadOnlyDictionary<string, string> Databases { get; private set; } = null!;

    internal PublicDoors Doors { get; private set; } = null!;

    /// <summary>Settings of all services beside those of every deployment.</summary>
    protected virtual IEnumerable<(string Name, string Value)> More => [];

    public virtual async ValueTask InitializeAsync() => await StartAsync(
        await TestVirtualHost.CreateAsync(), name => TestDatabase.CreateAsync("e2e_" + name.ToLowerInvariant(), _ => Task.CompletedTask));

    /// <summary>On servers of a test's own, which it may break.</summary>
    /// <param name="database">Administrator's connection string.</param>
    /// <param name="broker">Whose virtual host is used.</param>
    internal static async Task<Deployment> OnAsync(string database, LocalServers broker)
    {
        var deployment = new Deployment();
        await deployment.StartAsync(
            await TestVirtualHost.CreateAsync(broker.RabbitMq, broker.RabbitMqApi), name => TestDatabase.CreateEmptyAsync(database, name.ToLowerInvariant()));
        return deployment;
    }

    private async Task StartAsync(TestVirtualHost virtualHost, Func<string, Task<TestDatabase>> createAsync)
    {
        _parts.Add(virtualHost);
        Broker = virtualHost.Uri;
        Mail = SmtpSink.Start();
        var databases = new Dictionary<string, string>();
        foreach (var name in new[] { "Intake", "Scheduler", "Reporting" })
        {
            var database = await createAsync(name);
            _parts.Add(database);
            databases[name] = database.ConnectionString;
        }

        Databases = databases;
        Intake = await MigratedAsync("Intake");
        Scheduler = await MigratedAsync("Scheduler");
        Reporting = await MigratedAsync("Reporting");
        await Task.WhenAll(Intake.StartAsync(), Scheduler.StartAsync(), Reporting.StartAsync());
        Doors = new(Intake.Url, Scheduler.Url, Reporting.Url);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var service in new[] { Intake, Scheduler, Reporting })
        {
            if (service is not null)
            {
                await service.DisposeAsync();
            }
        }

        Doors?.Dispose();
        if (Mail is not null)
        {
            await Mail.DisposeAsync();
        }

        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }
    }

    /// <summary>The first column of the first row, from a service's own database.</summary>
    internal async Task<T> ReadAsync<T>(string service, string sql)
    {
        await using var connection = new NpgsqlConnection(Databases[service]);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<ServiceProcess> MigratedAsync(string name)
    {
        var service = new ServiceProcess("Ehcp." + name, FreePort(), Settings(name));
        await service.MigrateAsync();
        return service;
    }

    private Dictionary<string, string> Settings(string name)
    {
        var settings = Usual(name);
        foreach (var (setting, value) in More)
        {
            settings[setting] = value;
        }

        return settings;
    }

    private Dictionary<string, string> Usual(string name) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        [$"ConnectionStrings__{name}"] = Databases[name],
        ["ConnectionStrings__Broker"] = Broker.ToString(),
        ["Ehcp__ApiKeys__0__Name"] = "upstream",
        ["Ehcp__ApiKeys__0__Hash"] = Hash(IntakeKey),
        ["Ehcp__ApiKeys__0__Scopes__0"] = "events:send",
        ["Ehcp__ApiKeys__0__Sources__0"] = "*",
        ["Ehcp__ApiKeys__0__Authorities__0"] = "*",
        ["Ehcp__ApiKeys__1__Name"] = "staff",
        ["Ehcp__ApiKeys__1__Hash"] = Hash(StaffKey),
        ["Ehcp__ApiKeys__1__Scopes__0"] = "cases:read",
        ["Ehcp__ApiKeys__1__Scopes__1"] = "admin",
        ["Ehcp__ApiKeys__1__Scopes__2"] = "operate",
        ["Ehcp__ApiKeys__1__Authorities__0"] = "*",
        ["Ehcp__ApiKeys__2__Name"] = "dashboards",
        ["Ehcp__ApiKeys__2__Hash"] = Hash(ReportingKey),
        ["Ehcp__ApiKeys__2__Scopes__0"] = "figures:read",
        ["Ehcp__ApiKeys__2__Scopes__1"] = "cases:read",
        ["Ehcp__ApiKeys__2__Authorities__0"] = "*",
        ["Ehcp__Mail__From"] = "ehcp@example.org",
        ["Ehcp__Mail__Smtp__Host"] = "127.0.0.1",
        ["Ehcp__Mail__Smtp__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Ehcp__Mail__Smtp__Security"] = "None",
        ["Ehcp__Alerts__Default__SendMailbox"] = "send@example.org",
        ["Ehcp__Alerts__Default__HeadOfSend"] = "head@example.org",
        ["Ehcp__Alerts__Default__Window"] = "always",
        ["Ehcp__PublicUrl"] = "http://127.0.0.1:5103",
        ["Ehcp__Reassignments__IntakeUrl"] = Intake?.Url.ToString() ?? "",
        ["Ehcp__Reassignments__IntakeKey"] = Intake is null ? "" : IntakeKey,
    };

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
