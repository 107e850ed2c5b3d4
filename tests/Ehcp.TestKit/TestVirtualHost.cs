using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Ehcp.TestKit;

/// <summary>A RabbitMQ virtual host of a test's own: no other test's exchanges and queues are in it.</summary>
public sealed class TestVirtualHost : IAsyncDisposable
{
    private readonly HttpClient _api;

    private TestVirtualHost(string name, Uri uri, HttpClient api) => (Name, Uri, _api) = (name, uri, api);

    public string Name { get; }

    public Uri Uri { get; }

    public static async Task<TestVirtualHost> CreateAsync() => await CreateAsync(await TestServers.RabbitMqAsync(), await TestServers.RabbitMqApiAsync());

    /// <summary>On a broker of the test's own, which it may break.</summary>
    public static async Task<TestVirtualHost> CreateAsync(Uri broker, Uri management)
    {
        ArgumentNullException.ThrowIfNull(broker);
        var api = ClientOf(management);
        var name = $"test-{Guid.NewGuid():n}";
        await PutAsync(api, $"api/vhosts/{name}", new { });
        await PutAsync(api, $"api/permissions/{name}/{broker.UserInfo.Split(':')[0]}", new { configure = ".*", write = ".*", read = ".*" });
        return new(name, new UriBuilder(broker) { Path = name }.Uri, api);
    }

    /// <summary>Deletes the virtual host, and closes the connections to it.</summary>
    public async ValueTask DisposeAsync()
    {
        using (_api)
        {
            using var answer = await _api.DeleteAsync(new Uri($"api/vhosts/{Name}", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
        }
    }

    private static HttpClient ClientOf(Uri api) => new()
    {
        BaseAddress = new UriBuilder(api) { UserName = "", Password = "" }.Uri,
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(api.UserInfo)))),
        },
    };

    private static async Task PutAsync<T>(HttpClient api, string path, T body)
    {
        using var answer = await api.PutAsJsonAsync(new Uri(path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }
}
