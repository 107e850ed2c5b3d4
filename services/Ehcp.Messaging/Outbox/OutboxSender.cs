using System.Diagnostics;
using Ehcp.Hosting.Passes;
using Ehcp.Messaging.Broker;
using MassTransit;
using MassTransit.Logging;
using Microsoft.Extensions.Options;
using NotConfirmed = RabbitMQ.Client.Exceptions.PublishException;

namespace Ehcp.Messaging.Outbox;

/// <summary>What became of one row.</summary>
/// <param name="Refusal">Why the broker refuses this row; null when it has confirmed it, or when there was no broker.</param>
/// <param name="Full">Whether it refuses because its queue takes nothing just now, whatever the row: it is full, or its disk is.</param>
/// <param name="Trouble">Why nothing can be said of the row: no broker, no answer in time.</param>
internal readonly record struct Sent(long Id, int Attempts, string Type, Guid MessageId, string? Refusal = null, bool Full = false, Exception? Trouble = null)
{
    internal bool Confirmed => Refusal is null && Trouble is null;
}

/// <summary>Publishes one row and waits for its confirm.</summary>
internal sealed class OutboxSender(IBus bus, OutboxMetrics metrics, TimeProvider clock, IOptions<OutboxSettings> settings)
{
    private readonly Dictionary<string, Task<ISendEndpoint>> _endpoints = Topology.Routes.ToDictionary(
        route => route.Type, route => ConnectAsync(bus, route));

    internal async Task<Sent> SendAsync(OutboxMessage row, CancellationToken cancellationToken)
    {
        var sent = new Sent(row.Id, row.Attempts, row.Type, row.MessageId);
        if (!_endpoints.TryGetValue(row.Type, out var endpoint))
        {
            return sent with { Refusal = $"This release has no route for {row.Type}." };
        }

        var trace = TraceHeaders.Parse(row.Headers);
        using var activity = MessagingTelemetry.Source.StartActivity($"publish {row.Type}", ActivityKind.Producer, trace.Parent);
        var started = clock.GetTimestamp();
        using var attempt = new PublishAttempt(settings.Value.PublishTimeout, clock, cancellationToken);
        try
        {
            // Also what the bus waits for without hearing the token is waited for no longer than the limit.
            var sending = (await endpoint.WaitAsync(attempt.Token)).Send(row, Prepare(row, attempt, activity?.Id ?? trace.Traceparent), attempt.Token);
            if (!sending.IsCompletedSuccessfully)
            {
                await sending.OrForgetAsync(attempt.Token);
            }

            metrics.Published(row.Type, clock.GetElapsedTime(started));
            return sent;
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cause = attempt.Fault ?? (attempt.IsOver ? new BrokerSilentException(settings.Value.PublishTimeout, exception) : exception);
            activity?.SetStatus(ActivityStatusCode.Error, cause.GetType().Name);
            return Judge(sent, cause);
        }
    }

    private Sent Judge(Sent sent, Exception cause)
    {
        switch (cause)
        {
            case MessageReturnedException:
                metrics.Refused(sent.Type, "returned");
                return sent with { Refusal = "Returned: no queue is bound to the exchange." };
            case RabbitMqConnectionException { InnerException: NotConfirmed }:
                metrics.Refused(sent.Type, "nacked");
                return sent with { Refusal = "Nacked: the broker could not take it into the queue.", Full = true };
            default:
                return sent with { Trouble = cause };
        }
    }

    private static IPipe<SendContext<OutboxMessage>> Prepare(OutboxMessage row, PublishAttempt attempt, string? traceparent) =>
        Pipe.Execute<SendContext<OutboxMessage>>(context =>
        {
            context.MessageId = row.MessageId;
            context.Durable = true;
            context.GetPayload<RabbitMqSendContext>().Mandatory = Topology.Find(row.Type) is { MustArrive: true };
            context.SourceAddress = null;
            context.Headers.Set("MT-MessageType", $"urn:message:{row.Type[..row.Type.LastIndexOf('.')]}:{row.Type[(row.Type.LastIndexOf('.') + 1)..]}");
            context.GetOrAddPayload(() => attempt);
            if (traceparent is not null)
            {
                context.Headers.Set("traceparent", traceparent);
                context.Headers.Set(DiagnosticHeaders.ActivityId, traceparent);
            }
        });

    private static async Task<ISendEndpoint> ConnectAsync(IBus bus, Route route)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{route.Exchange}?type=fanout&durable=true"));
        endpoint.ConnectSendObserver(new FirstFault());
        return endpoint;
    }

    /// <summary>Ends an attempt at its first fault: MassTransit would try again by itself for as long as it may, holding the row's lock.</summary>
    private sealed class FirstFault : ISendObserver
    {
        public Task PreSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

        public Task PostSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

        public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class =>
            context.TryGetPayload<PublishAttempt>(out var attempt) ? attempt.FailAsync(exception) : Task.CompletedTask;
    }
}

/// <summary>One publishing under its time limit.</summary>
internal sealed class PublishAttempt : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _ended;

    internal PublishAttempt(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        _limit = new CancellationTokenSource(limit, clock);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
    }

    internal CancellationToken Token => _ended.Token;

    internal Exception? Fault { get; private set; }

    /// <summary>Whether its time is over.</summary>
    internal bool IsOver => _limit.IsCancellationRequested;

    // It may fail long after nobody waits for it any more.
    internal async Task FailAsync(Exception exception)
    {
        Fault ??= exception;
        try
        {
            await _ended.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    public void Dispose()
    {
        _ended.Dispose();
        _limit.Dispose();
    }
}
