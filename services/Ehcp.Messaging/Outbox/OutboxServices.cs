using Ehcp.Hosting.Health;
using Ehcp.Messaging.Broker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Messaging.Outbox;

public static class OutboxServices
{
    /// <summary>The writer, the relay and the admin commands. Needs <c>AddBroker</c>, and <c>AddDatabase</c> with the same name.</summary>
    public static WebApplicationBuilder AddOutbox(this WebApplicationBuilder builder, string database)
    {
        builder.Services.AddOptions<OutboxSettings>().BindConfiguration(OutboxSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddSingleton<OutboxMovement>();
        builder.Services.AddSingleton<OutboxMetrics>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<OutboxWatch>(services, Source(services)));
        builder.Services.AddSingleton(services =>
        {
            var movement = services.GetRequiredService<OutboxMovement>();
            return new ReadinessProbe("outbox", _ => OutboxWatch.CheckAsync(movement));
        });
        builder.Services.AddSingleton<OutboxSender>();
        builder.Services.AddSingleton(services => new Outbox(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<OutboxSignal>()));
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<OutboxAdmin>(services, Source(services)));
        builder.Services.AddSingleton(services => new OutboxRelay(
            Source(services), services.GetRequiredService<OutboxSender>(), services.GetRequiredService<BrokerConnection>(),
            services.GetRequiredService<BusRescue>(), services.GetRequiredService<OutboxSignal>(),
            services.GetRequiredService<IOptions<OutboxSettings>>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<OutboxRelay>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxRelay>());
        return builder;

        NpgsqlDataSource Source(IServiceProvider services) => services.GetRequiredKeyedService<NpgsqlDataSource>(database);
    }
}
