using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ehcp.TestKit;

namespace Ehcp.Benchmarks.Deployments;

/// <summary>Services over databases, a virtual host and a mail server of their own, and beside them an empty copy of Intake's database for baselines.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    internal const string Key = "benchmark";

    private static readonly string[] Names = ["Intake", "Scheduler", "Reporting"];

    private readonly TestVirtualHost _broker;
    private readonly SmtpSink _mail;
    private readonly Dictionary<string, TestDatabase> _databases;
    private readonly Dictionary<string, ServiceProcess> _services = [];

    private Deployment(TestVirtualHost broker, SmtpSink mail, Dictionary<string, TestDatabase> databases) =>
        (_broker, _mail, _databases) = (broker, mail, databases);

    /// <summary>Connection string of a database like Intake's, empty, that no service uses.</summary>
    internal string Baseline => _databases["Baseline"].ConnectionString;

    internal Uri Broker => _broker.Uri;

    internal string Database(string service) => _databases[service].ConnectionString;

    internal Task RunAsync(string service, string command) =>
        ServiceProcess.RunToEndAsync(ServiceProcess.ServiceAssembly("Ehcp." + service), command, Settings(service, Database(service), "amqp://127.0.0.1/", 25));

    internal ServiceProcess this[string name] => _services[name];

    internal static async Task<Deployment> StartAsync(params string[] services)
    {
        var deployment = new Deployment(await TestVirtualHost.CreateAsync(), SmtpSink.Start(), []);
        foreach (var name in Names)
        {
            deployment._databases[name] = await TestDatabase.CreateAsync("bench_" + name.ToLowerInvariant(), connection => MigrateAsync(name, connection));
        }

        deployment._databases["Baseline"] = await TestDatabase.CreateAsync("bench_intake", _ => Task.CompletedTask);
        foreach (var name in services.Length == 0 ? Names : services)
        {
            await deployment.StartServiceAsync(name);
        }

        return deployment;
    }

    internal async Task<ServiceProcess> StartServiceAsync(string name) =>
        _services[name] = await ServiceProcess.StartAsync(
            ServiceProcess.ServiceAssembly("Ehcp." + name), Settings(name, _databases[name].ConnectionString, _broker.Uri.ToString(), _mail.Port));

    internal HttpClient Client(string service)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _services[service].Url };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
        {
            await service.DisposeAsync();
        }

        await _mail.DisposeAsync();
        await _broker.DisposeAsync();
        foreach (var database in _databases.Values)
        {
            await database.DisposeAsync();
        }
    }

    private static Task MigrateAsync(string name, string connection) =>
        ServiceProcess.RunToEndAsync(ServiceProcess.ServiceAssembly("Ehcp." + name), "migrate", Settings(name, connection, "amqp://127.0.0.1/", 25));

    private static Dictionary<string, string> Settings(string name, string database, string broker, int smtpPort) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        [$"ConnectionStrings__{name}"] = database,
        ["ConnectionStrings__Broker"] = broker,
        ["Ehcp__Inbound__Enabled"] = "true",
        // A key has the name of the broker's user who sends by it.
        ["Ehcp__ApiKeys__0__Name"] = new Uri(broker).UserInfo is { Length: > 0 } user ? user.Split(':')[0] : "benchmark",
        ["Ehcp__ApiKeys__0__Hash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        ["Ehcp__ApiKeys__0__Scopes__0"] = "events:send",
        ["Ehcp__ApiKeys__0__Scopes__1"] = "cases:read",
        ["Ehcp__ApiKeys__0__Scopes__2"] = "figures:read",
        ["Ehcp__ApiKeys__0__Sources__0"] = "*",
        ["Ehcp__ApiKeys__0__Authorities__0"] = "*",
        ["Ehcp__Mail__From"] = "ehcp@example.org",
        ["Ehcp__Mail__Smtp__Host"] = "127.0.0.1",
        ["Ehcp__Mail__Smtp__Port"] = smtpPort.ToString(CultureInfo.InvariantCulture),
        ["Ehcp__Mail__Smtp__Security"] = "None",
        ["Ehcp__Alerts__Default__SendMailbox"] = "send@example.org",
        ["Ehcp__Alerts__Default__HeadOfSend"] = "head@example.org",
        ["Ehcp__Alerts__Default__Window"] = "always",
        ["Ehcp__PublicUrl"] = "http://127.0.0.1:5103",
    };
}
