using System.Runtime.ExceptionServices;
using Ehcp.Hosting.Databases;
using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Ehcp.Hosting.Telemetry;
using MassTransit;
using MassTransit.Batching;
using MassTransit.Context;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ehcp.Messaging.Broker;

/// <summary>
/// What happens to a set that fails. While the database is away, or its disk is full, the set is held, and with it the queue: nothing is given up
/// for a fault that is not its own. Otherwise it is tried again, then message by message, so that a bad one takes no
/// neighbour along into the error queue.
/// </summary>
internal sealed class SetPolicy<T>(
    IServiceProvider services, TimeProvider clock, ILogger<SetPolicy<T>> log) : IFilter<ConsumeContext<Batch<T>>>
    where T : class
{
    private const int Attempts = 3;

    // A connection that breaks says nothing about the set; but a set that breaks every connection must end somewhere.
    private const int AttemptsInTrouble = 20;

    // RabbitMQ takes a consumer for dead that has not acknowledged for 30 minutes; before that the set goes back by itself.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(25);

    // What a consumer does with a set takes seconds. One that waits for ever would hold its place among the sets at once, and in the end all of them.
    private static readonly TimeSpan LongestSet = TimeSpan.FromMinutes(5);

    private readonly DatabasePresence? _database = services.GetService<DatabasePresence>();
    private readonly Outage _outage = new(clock, log, "The database is away; sets are held until it is back", "The database is back");

    public async Task Send(ConsumeContext<Batch<T>> context, IPipe<ConsumeContext<Batch<T>>> next)
    {
        using var hold = new CancellationTokenSource(LongestHold, clock);

        // Not ApplicationStopping: the bus still listens then, and a set given back would come again at once, thousands of times.
        using var giveBack = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, hold.Token);
        using var trace = SetTrace.Start(context.Message);
        if (await TryAsync(context, next, giveBack.Token) is not { } failure)
        {
            return;
        }

        if (context.Message.Length == 1)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        log.LogWarning(failure, "A set of {Count} {Message} failed and is now taken one by one", context.Message.Length, typeof(T).Name);
        foreach (var message in context.Message)
        {
            var alone = new MessageBatch<T>(
                context.Message.FirstMessageReceived, context.Message.LastMessageReceived, BatchCompletionMode.Forced, [message]);
            if (await TryAsync(new BatchConsumeContext<T>(message, alone), next, giveBack.Token) is { } own)
            {
                await GiveUpAsync(message, own);
            }
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("set-policy");

    /// <returns>Null, or why it failed for good.</returns>
    private async Task<Exception?> TryAsync(ConsumeContext<Batch<T>> set, IPipe<ConsumeContext<Batch<T>>> next, CancellationToken giveBack)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Watchdog.RunAsync(_ => next.Send(set), LongestSet, clock, giveBack);
                _outage.End();
                return null;
            }
            catch (OperationCanceledException) when (giveBack.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                if (DatabaseTrouble.TakesNothing(exception))
                {
                    _outage.Begin(exception);
                    await Task.Delay(Jitter.Around(TimeSpan.FromSeconds(1)), clock, giveBack);
                    attempt--;
                }
                else if (await DatabaseWasAwayAsync(giveBack))
                {
                    attempt--;
                }
                else if (attempt >= (DatabaseTrouble.Is(exception) ? AttemptsInTrouble : Attempts))
                {
                    return exception;
                }

                var pause = TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, attempt), 1000));
                await Task.Delay(Jitter.Around(pause), clock, giveBack);
            }
        }
    }

    private async Task<bool> DatabaseWasAwayAsync(CancellationToken giveBack)
    {
        for (var waited = false; ; waited = true)
        {
            if (_database is null || await _database.AnswersAsync(giveBack))
            {
                return waited;
            }

            _outage.Begin();
            await Task.Delay(Jitter.Around(TimeSpan.FromSeconds(1)), clock, giveBack);
        }
    }

    private async Task GiveUpAsync(ConsumeContext<T> message, Exception exception)
    {
        if (!message.ReceiveContext.TryGetPayload<IErrorTransport>(out var errors))
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        log.LogError(exception, "{Message} {MessageId} goes to the error queue", typeof(T).Name, message.MessageId);
        await errors.Send(new RescueExceptionReceiveContext(message.ReceiveContext, exception));
    }
}
