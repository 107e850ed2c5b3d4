using Ehcp.Contracts;
using MassTransit;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>Keeps the newest snapshot of every case and what it says was known when. Order and repetition change nothing.</summary>
public sealed class CaseTimelinesChangedConsumer(CaseProjection projection) : IConsumer<Batch<CaseTimelinesChanged>>
{
    public Task Consume(ConsumeContext<Batch<CaseTimelinesChanged>> context) =>
        projection.ApplyAsync(context.Message.SelectMany(message => message.Message.Snapshots), context.CancellationToken);
}
