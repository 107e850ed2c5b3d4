using Ehcp.Contracts;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Ledger;

/// <summary>An event on its way into the ledger, and what became of it there.</summary>
internal sealed class LedgerLine(ReceivedEvent received, string apiKey)
{
    public ReceivedEvent Event { get; } = received;

    public string ApiKey { get; } = apiKey;

    public EventStatus Status { get; private set; }

    /// <summary>Its place in the ledger; null for a conflict.</summary>
    public long? Sequence { get; private set; }

    public void Answer(LedgerPlace place)
    {
        Status = ReferenceEquals(place.Recorded, this) ? EventStatus.Accepted
            : place.ContentHash.AsSpan().SequenceEqual(Event.ContentHash) ? EventStatus.Duplicate
            : EventStatus.Conflict;
        Sequence = Status == EventStatus.Conflict ? null : place.Sequence;
    }

    public void Refuse() => (Status, Sequence) = (EventStatus.Rejected, null);

    public RecordedFact ToFact(long sequence, DateTime recordedAt) =>
        new(sequence, Event.Source, Event.Id, Event.Authority, Event.Subject, Event.Time, recordedAt, Event.Fact);
}

/// <summary>What holds a source and id in the ledger.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="ContentHash">What it says.</param>
/// <param name="Recorded">The line of this set that took the place; null when an earlier transaction did.</param>
internal readonly record struct LedgerPlace(long Sequence, byte[] ContentHash, LedgerLine? Recorded);
