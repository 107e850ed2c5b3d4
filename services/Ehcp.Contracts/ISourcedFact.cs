namespace Ehcp.Contracts;

/// <summary>A fact with who recorded it and when: all that decides what it means for its case.</summary>
public interface ISourcedFact
{
    /// <summary>The system that recorded it.</summary>
    string Source { get; }

    /// <summary>Its id within its source.</summary>
    string Id { get; }

    /// <summary>When the source recorded it. Compared as an instant: of one key the newest wins.</summary>
    DateTimeOffset Time { get; }

    /// <summary>The fact.</summary>
    Fact Fact { get; }
}
