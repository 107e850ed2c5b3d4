using Ehcp.Hosting.Health;
using Ehcp.Hosting.Telemetry;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ehcp.Messaging.Broker;

/// <summary>MassTransit on RabbitMQ.</summary>
public static class BrokerServices
{
    /// <summary>The bus, from <c>ConnectionStrings:Broker</c>. A service starts without its broker and says "not ready" until it is there.</summary>
    public static WebApplicationBuilder AddBroker(this WebApplicationBuilder builder, Action<BrokerConsumers>? configure = null)
    {
        var consumers = new BrokerConsumers();
        configure?.Invoke(consumers);
        builder.Services.AddOptions<BrokerSettings>()
            .Configure<IConfiguration>((settings, configuration) => settings.Uri = configuration.GetConnectionString("Broker") ?? "")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton(new Dependency("broker", BrokerTrouble.Is));
        builder.Services.AddSingleton<BrokerConnection>().AddSingleton<BusSockets>().AddSingleton<BusRescue>().AddHostedService<BusWatch>();
        builder.Services.AddSingleton<ErrorQueues>().AddHostedService<ErrorQueueWatch>();
        builder.Services.AddSingleton(services => new ReadinessProbe("broker", services.GetRequiredService<BrokerConnection>().AskAsync));
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(15);

            // Then what is still worked on or held goes back into its queue.
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(5);
        });
        builder.Services.AddMessagingTelemetry();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            consumers.Register(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Connect(
                    context.GetRequiredService<IOptions<BrokerSettings>>().Value.Address, context.GetRequiredService<ServiceName>(),
                    context.GetRequiredService<BusSockets>());
                rabbit.UseWireJson();
                consumers.Configure(context, rabbit);
            });
        });
        return builder;
    }

    private static void Connect(this IRabbitMqBusFactoryConfigurator rabbit, Uri address, ServiceName service, BusSockets sockets)
    {
        var secure = address.Scheme == "amqps";
        var port = address.Port > 0 ? address.Port : secure ? 5671 : 5672;
        var virtualHost = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/'));
        var user = address.UserInfo.Split(':', 2);
        rabbit.Host(address.Host, (ushort)port, virtualHost.Length > 0 ? virtualHost : "/", $"ehcp-{service.Value}", host =>
        {
            host.Username(Uri.UnescapeDataString(user[0]));
            host.Password(user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
            host.Heartbeat(TimeSpan.FromSeconds(10));
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(3));
            host.ContinuationTimeout(TimeSpan.FromSeconds(10));
            host.OnRefreshConnectionFactory = factory =>
            {
                sockets.Watch(factory);
                return Task.CompletedTask;
            };
            if (secure)
            {
                host.UseSsl(tls => tls.ServerName = address.Host);
            }
        });
    }

    private static void UseWireJson(this IRabbitMqBusFactoryConfigurator rabbit)
    {
        var wire = new WireSerializer();
        rabbit.ClearSerialization();
        rabbit.AddSerializer(wire);
        rabbit.AddDeserializer(wire, isDefault: true);
    }
}
