namespace Ehcp.Intake.Importing;

/// <summary>A fact that a row tells, not yet checked.</summary>
/// <param name="Fact">The fact of the mapping.</param>
/// <param name="Slot">Which of its type: the type and its ids. A row tells each once.</param>
/// <param name="Data">The data of the event, its fields in the order of their names.</param>
/// <param name="Content">What makes two of them the same: type, subject and data.</param>
internal sealed record ToldFact(BoundFact Fact, string Slot, byte[] Data, string Content);

/// <summary>What one row tells.</summary>
internal sealed class ToldRow
{
    public string? Subject { get; set; }

    public string? Authority { get; set; }

    public DateTimeOffset? Time { get; set; }

    public List<ToldFact> Facts { get; } = [];

    /// <summary>Types of which the row, or the file, says nothing that could be read: what it told of them before stands.</summary>
    public HashSet<string> Untold { get; } = new(StringComparer.Ordinal);

    public List<RowError> Errors { get; } = [];
}
