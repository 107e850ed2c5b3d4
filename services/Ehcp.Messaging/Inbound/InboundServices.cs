using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Ehcp.Messaging.Inbound;

public static class InboundServices
{
    /// <summary>
    /// The door for other systems at the broker, where <c>Ehcp:Inbound:Enabled</c> says that it is open. Needs <c>AddBroker</c> and <c>AddOutbox</c>.
    /// </summary>
    public static WebApplicationBuilder AddInbound<TReceiver>(this WebApplicationBuilder builder)
        where TReceiver : class, IInboundReceiver
    {
        builder.Services.AddOptions<InboundSettings>().BindConfiguration(InboundSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IInboundReceiver, TReceiver>().AddHostedService<InboundDoors>();
        return builder;
    }
}

/// <summary>The doors of this process: none where it is not open.</summary>
internal sealed class InboundDoors(IServiceProvider services, IOptions<InboundSettings> settings) : IHostedService
{
    private readonly List<InboundDoor> _doors = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (settings.Value.Enabled && _doors.Count < settings.Value.Readers)
        {
            var door = ActivatorUtilities.CreateInstance<InboundDoor>(services);
            _doors.Add(door);
            await door.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_doors.Select(door => door.StopAsync(cancellationToken)));
}
