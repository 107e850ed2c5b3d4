using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Ehcp.Hosting.Passes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// Requests with a key that is not known, by the address they came from. An address that sends too many is told to wait; a known key from there is not held up,
/// since a whole council may come from one. The log has one line a minute, however many there are.
/// </summary>
internal sealed class WrongKeys(TimeProvider clock, ILogger<WrongKeys> log)
    : Pass("Wrong keys cannot be told of", "Wrong keys are told of again", new Pace(Often), clock, log)
{
    /// <summary>Unknown keys of one address in a minute that are answered as such.</summary>
    internal const int MostPerMinute = 20;

    /// <summary>When to come again: in seconds.</summary>
    internal const string RetryAfter = "60";

    // Whoever has many addresses must not fill our memory, or the log.
    private const int MostPlaces = 1000;
    private const int MostTold = 10;

    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, static _ => new() { PermitLimit = MostPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    private ConcurrentDictionary<(IPAddress Address, string Route), long> _seen = new();
    private long _elsewhere;

    /// <summary>Notes a request with an unknown key.</summary>
    /// <returns>Whether it is one too many from its address.</returns>
    internal bool Note(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var (place, seen) = ((address, RouteOf(context)), _seen);
        if (seen.Count < MostPlaces || seen.ContainsKey(place))
        {
            seen.AddOrUpdate(place, 1, static (_, count) => count + 1);
        }
        else
        {
            Interlocked.Increment(ref _elsewhere);
        }

        using var lease = _limiter.AttemptAcquire(NetworkOf(address));
        return !lease.IsAcquired;
    }

    /// <summary>Writes the line of the last minute, if there is one.</summary>
    internal void Tell()
    {
        var (seen, elsewhere) = (Interlocked.Exchange(ref _seen, new()), Interlocked.Exchange(ref _elsewhere, 0));
        if (seen.IsEmpty)
        {
            return;
        }

        var places = seen.OrderByDescending(place => place.Value).ToList();
        var told = string.Join("; ", places.Take(MostTold).Select(place => string.Create(
            CultureInfo.InvariantCulture, $"{place.Key.Address} {place.Key.Route} {place.Value}")));
        var others = places.Skip(MostTold).Sum(place => place.Value) + elsewhere;
        log.LogWarning(
            "In the last minute {Count} requests came with a key that is not known: {Places}{Others}", places.Sum(place => place.Value) + elsewhere, told,
            others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; elsewhere {others}"));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Tell();
    }

    public override void Dispose()
    {
        _limiter.Dispose();
        base.Dispose();
    }

    protected override Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Tell();
        return Task.FromResult(false);
    }

    // The pattern and not the address: that may hold anything.
    private static string RouteOf(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint route ? $"{context.Request.Method} /{route.RoutePattern.RawText?.TrimStart('/')}" : "no route";

    // Of version 6 one subscriber has a network of their own.
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new(bytes);
    }
}
