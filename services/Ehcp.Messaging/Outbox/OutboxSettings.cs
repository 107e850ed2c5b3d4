using System.ComponentModel.DataAnnotations;

namespace Ehcp.Messaging.Outbox;

/// <summary><c>Ehcp:Outbox</c>.</summary>
public sealed class OutboxSettings
{
    public const string Section = "Ehcp:Outbox";

    /// <summary>Rows claimed, published and deleted in one transaction.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 200;

    /// <summary>Failures of its own after which a row waits for a person; with the pauses between them about an hour.</summary>
    [Range(1, 1000)]
    public int MaxAttempts { get; set; } = 20;

    /// <summary>How long one confirm may take. The rows stay locked meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Every so often the table is read, whatever was or was not signalled.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What one pass takes at the most: connecting, two sets of confirms, and the database's answers.</summary>
    internal TimeSpan LongestPass => (3 * PublishTimeout) + TimeSpan.FromSeconds(30);
}
