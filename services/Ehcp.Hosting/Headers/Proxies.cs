using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Ehcp.Hosting.Headers;

/// <summary>
/// <c>Ehcp:Proxies:0</c> and so on: the proxies in front of the service, by address or network. Only from them are <c>X-Forwarded-For</c> and
/// <c>X-Forwarded-Proto</c> believed. None unless set: anybody can send these headers.
/// </summary>
internal sealed class ProxySettings : IValidatableObject
{
    internal const string Section = "Ehcp:Proxies";

    public List<string> Proxies { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Proxies.Index().Where(proxy => Network(proxy.Item) is null)
            .Select(proxy => new ValidationResult($"{Section}:{proxy.Index} must be an address such as 10.0.0.5 or a network such as 10.0.0.0/24."));

    internal static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}

internal static class ProxyServices
{
    internal static void AddProxies(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProxySettings>()
            .Configure<IConfiguration>((settings, configuration) => configuration.GetSection(ProxySettings.Section).Bind(settings.Proxies))
            .ValidateDataAnnotations().ValidateOnStart();
        if (Configured(builder.Configuration) is not { Length: > 0 } proxies)
        {
            return;
        }

        // After the framework's own switch, which believes everybody.
        builder.Services.PostConfigure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Select(ProxySettings.Network).OfType<IPNetwork>())
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
    }

    /// <summary>Before everything else, so that all of it knows where a request came from.</summary>
    internal static void UseProxies(this WebApplication app)
    {
        if (Configured(app.Configuration).Length > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    private static string[] Configured(IConfiguration configuration) => configuration.GetSection(ProxySettings.Section).Get<string[]>() ?? [];
}
