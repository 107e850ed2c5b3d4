using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Messaging.Broker;

/// <summary>Everything that exists at the broker: which message goes to which exchange, and into whose queue. Names are contracts.</summary>
public static class Topology
{
    /// <summary>From Intake, for the Scheduler.</summary>
    public static Route FactsRecorded { get; } = new(typeof(FactsRecorded), "ehcp.facts-recorded", ["scheduler.facts-recorded"]);

    /// <summary>From the Scheduler, for Reporting.</summary>
    public static Route CaseTimelinesChanged { get; } =
        new(typeof(CaseTimelinesChanged), "ehcp.case-timelines-changed", ["reporting.case-timelines-changed"]);

    /// <summary>From Intake, for Reporting.</summary>
    public static Route MinutesRecorded { get; } = new(typeof(MinutesRecorded), "ehcp.minutes-recorded", ["reporting.minutes-recorded"]);

    /// <summary>From Intake, for the Scheduler.</summary>
    public static Route SourcesSummarised { get; } = new(typeof(SourcesSummarised), "ehcp.sources-summarised", ["scheduler.sources-summarised"]);

    /// <summary>From the Scheduler, for other systems.</summary>
    public static Route DeadlineBreached { get; } = new(typeof(DeadlineBreached), "ehcp.deadline-breached", []);

    /// <summary>From the Scheduler, for other systems.</summary>
    public static Route BreachCleared { get; } = new(typeof(BreachCleared), "ehcp.breach-cleared", []);

    public static ImmutableArray<Route> Routes { get; } =
        [FactsRecorded, CaseTimelinesChanged, MinutesRecorded, SourcesSummarised, DeadlineBreached, BreachCleared];

    private static readonly ImmutableDictionary<string, Route> ByType = Routes.ToImmutableDictionary(route => route.Type);

    /// <summary>The route of a type as an outbox row names it; null when this release knows no such message.</summary>
    public static Route? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>The route of <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">Nothing is said here about such a message, so it would be lost.</exception>
    public static Route Of<T>() => Find(typeof(T).FullName!)
        ?? throw new InvalidOperationException($"{typeof(T).FullName} has no route in {nameof(Topology)}.");

    /// <summary>The queues that a service consumes.</summary>
    internal static IEnumerable<string> QueuesOf(string service) =>
        Routes.SelectMany(route => route.Queues).Where(queue => queue.StartsWith(service + ".", StringComparison.Ordinal));

    /// <summary>Where a message goes that is given up after its retries, or that killed its consumer too often.</summary>
    public static string ErrorQueue(string queue) => queue + "_error";

    /// <summary>
    /// Durable on a majority of nodes. A message delivered too often (its consumer dies of it) goes to the error queue, and
    /// stays here until the error queue has confirmed it.
    /// </summary>
    internal static Dictionary<string, object?> QueueArguments(string queue) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-overflow"] = "reject-publish",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = ErrorQueue(queue),
        ["x-delivery-limit"] = DeliveryLimit,
    };

    internal static Dictionary<string, object?> ErrorQueueArguments { get; } = new() { ["x-queue-type"] = "quorum" };

    // RabbitMQ 4 gives up after 20 by itself, which a long weekend without a database would reach.
    private const int DeliveryLimit = 500;
}

/// <summary>One message's way.</summary>
/// <param name="Message">The contract.</param>
/// <param name="Exchange">Fanout exchange it is published to.</param>
/// <param name="Queues">One for each consuming service; the part before the first dot is the service. None: other systems bind their own, or none does.</param>
public sealed record Route(Type Message, string Exchange, ImmutableArray<string> Queues)
{
    /// <summary>The name an outbox row has for the message.</summary>
    public string Type { get; } = Message.FullName!;

    /// <summary>Whether a message that reaches no queue is an error. Where none of ours listens, it is nobody's loss.</summary>
    internal bool MustArrive => !Queues.IsEmpty;

    internal string QueueOf(string service) => Queues.SingleOrDefault(queue => queue.StartsWith(service + ".", StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"{nameof(Topology)} has no queue of {service} for {Type}.");
}
