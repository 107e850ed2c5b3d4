using System.Collections.Concurrent;
using System.Globalization;

namespace Ehcp.Fuzz;

/// <summary>What was sent, and what became of it, by door and kind; and every fault.</summary>
public sealed class Tally
{
    private const int MostFaults = 50;

    private readonly ConcurrentDictionary<(string Door, string Kind), long[]> _counts = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private long _faultsInAll;

    /// <summary>What must not be: an answer of 5xx, or something taken that the schema refuses. Each says how to send it again.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>All of them, also those that are not named.</summary>
    public long FaultsInAll => Interlocked.Read(ref _faultsInAll);

    /// <summary>Everything that was sent.</summary>
    public long Sent => _counts.Values.Sum(counts => Interlocked.Read(ref counts[0]));

    /// <summary>Everything that was taken.</summary>
    public long Accepted => _counts.Values.Sum(counts => Interlocked.Read(ref counts[1]));

    internal void Send(string door, string kind, long number = 1) => Add(door, kind, 0, number);

    internal void Accept(string door, string kind, long number = 1) => Add(door, kind, 1, number);

    internal void Fault(string what)
    {
        if (Interlocked.Increment(ref _faultsInAll) <= MostFaults)
        {
            _faults.Enqueue(what);
        }
    }

    /// <summary>Of a door how many of a kind were sent and taken.</summary>
    public (long Sent, long Accepted) Of(string door, string kind) =>
        _counts.TryGetValue((door, kind), out var counts) ? (counts[0], counts[1]) : (0, 0);

    /// <summary>A line for each door and kind.</summary>
    public IEnumerable<string> Lines() =>
        _counts.OrderBy(each => each.Key.Door, StringComparer.Ordinal).ThenBy(each => each.Key.Kind, StringComparer.Ordinal).Select(each => string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Key.Door,-6}{each.Key.Kind,-20}{each.Value[0],12:N0} sent {each.Value[1],12:N0} accepted {each.Value[0] - each.Value[1],12:N0} refused"));

    private void Add(string door, string kind, int place, long number) =>
        Interlocked.Add(ref _counts.GetOrAdd((door, kind), _ => new long[2])[place], number);
}
