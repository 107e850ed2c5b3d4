namespace Ehcp.Client;

/// <summary>Makes clients that try again rightly, for <see cref="EventSender"/> and for the generated clients of the three services.</summary>
public static class EhcpHttp
{
    /// <summary>A client of one service.</summary>
    /// <param name="service">Where the service is, such as <c>https://intake.council.example</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="settings">How long it tries; null: as usual.</param>
    /// <param name="clock">What time it is; null: the system's.</param>
    /// <returns>To be kept and shared, and disposed of at the end.</returns>
    public static HttpClient Create(Uri service, string key, RetrySettings? settings = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new HttpClient(new RetryHandler(settings ?? new(), clock ?? TimeProvider.System)
        {
            InnerHandler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false },
        })
        {
            BaseAddress = new(service.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan, // each attempt has its own
            DefaultRequestHeaders = { { "X-Api-Key", key } },
        };
    }
}
