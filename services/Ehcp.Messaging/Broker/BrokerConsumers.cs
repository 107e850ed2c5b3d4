using Ehcp.Hosting.Telemetry;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Broker;

/// <summary>What a service listens to.</summary>
public sealed class BrokerConsumers
{
    private readonly List<Action<IBusRegistrationConfigurator>> _registrations = [];
    private readonly List<Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>> _endpoints = [];

    /// <summary>Consumes <typeparamref name="T"/> in sets, from the service's own queue in <see cref="Topology"/>.</summary>
    /// <param name="messageLimit">Most messages in a set.</param>
    /// <param name="timeLimit">How long a set waits for more; also the delay of a lone message.</param>
    /// <param name="concurrency">Sets at once.</param>
    public BrokerConsumers ConsumeSets<T, TConsumer>(int messageLimit, TimeSpan timeLimit, int concurrency)
        where T : class
        where TConsumer : class, IConsumer<Batch<T>>
    {
        var route = Topology.Of<T>();
        _registrations.Add(bus => bus.AddConsumer<TConsumer>());
        _endpoints.Add((context, rabbit) =>
        {
            var queue = route.QueueOf(context.GetRequiredService<ServiceName>().Value);
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.Durable = true;
                foreach (var (name, value) in Topology.QueueArguments(queue))
                {
                    endpoint.SetQueueArgument(name, value);
                }

                endpoint.ConfigureConsumeTopology = false;
                endpoint.Bind(route.Exchange);
                endpoint.PublishFaults = false;
                endpoint.PrefetchCount = messageLimit * concurrency;
                endpoint.ConfigureConsumer<TConsumer>(context, consumer =>
                {
                    consumer.Options<BatchOptions>(batch => batch
                        .SetMessageLimit(messageLimit).SetTimeLimit(timeLimit).SetConcurrencyLimit(concurrency));
                    consumer.Message<Batch<T>>(set => set.UseFilter(ActivatorUtilities.CreateInstance<SetPolicy<T>>(context)));
                });
            });
        });
        return this;
    }

    internal void Register(IBusRegistrationConfigurator bus) => _registrations.ForEach(register => register(bus));

    internal void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.SendTopology.ConfigureErrorSettings = errors =>
        {
            foreach (var name in Topology.QueueArguments("").Keys.Except(Topology.ErrorQueueArguments.Keys))
            {
                errors.SetQueueArgument(name, null);
            }
        };
        _endpoints.ForEach(configure => configure(context, rabbit));
    }
}
