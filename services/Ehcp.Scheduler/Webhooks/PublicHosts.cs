using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>
/// Which addresses may be called: those of the public internet, and hosts that a setting names. What a name stands for is looked at when the connection is
/// made, and that address is the one that is connected to: a name that changes its meaning between the two gains nothing.
/// </summary>
internal sealed class PublicHosts(IOptions<WebhookSettings> settings, IHostEnvironment environment)
{
    // RFC 6890 and its successors: what is not reachable, or is somebody's own.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
            "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Why a URL cannot be called; null when it may be tried.</summary>
    internal string? WhyNot(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || text.Length > 2000
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return "Must be an absolute https address of at most 2000 characters, without a name and password, and without a fragment.";
        }

        if (url.Scheme != "https" && !environment.IsDevelopment())
        {
            return "Must begin with https://: what is told is of cases.";
        }

        return !IsAllowed(url.IdnHost) && (url.IdnHost is "localhost" || url.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && !IsPublic(address)))
            ? $"Must not be within this network, unless {WebhookSettings.Section}:AllowedHosts names its host."
            : null;
    }

    /// <summary>Whether an address is of the public internet.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(NotPublic, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Connects to an address that may be called.</summary>
    /// <exception cref="HttpRequestException">There is none.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        IPAddress[] allowed = IsAllowed(host) ? addresses : Array.FindAll(addresses, IsPublic);
        if (allowed.Length == 0)
        {
            throw new HttpRequestException("The host is within this network and no setting allows it.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host) => settings.Value.AllowedHosts.Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);
}
