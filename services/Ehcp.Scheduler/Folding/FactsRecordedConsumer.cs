using Ehcp.Contracts;
using MassTransit;

namespace Ehcp.Scheduler.Folding;

/// <summary>Takes in the facts of several messages at once.</summary>
internal sealed class FactsRecordedConsumer(TakeInFacts takeIn) : IConsumer<Batch<FactsRecorded>>
{
    public Task Consume(ConsumeContext<Batch<FactsRecorded>> context) =>
        takeIn.RunAsync([.. context.Message.SelectMany(message => message.Message.Facts)], context.CancellationToken);
}
