using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Passes;

/// <summary>How a <see cref="Pass"/> is repeated.</summary>
/// <param name="Pause">Longest time between two passes; a fifth of it is chance, so that many processes do not come at once.</param>
public sealed record Pace(TimeSpan Pause)
{
    /// <summary>
    /// What a pass may take, waiting for others included. Then it is cancelled and counts as failed; one that does not hear it is left behind.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest pause after passes that failed one after the other: it doubles from one second.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How loud the line is when passes begin to fail.</summary>
    public LogLevel Severity { get; init; } = LogLevel.Warning;

    /// <summary>Longest pause after so many failures in a row: 0 after a pass that went well.</summary>
    public TimeSpan After(int failures)
    {
        if (failures == 0)
        {
            return Pause;
        }

        var doubled = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 20)));
        return doubled < LongestPause ? doubled : LongestPause > Pause ? LongestPause : Pause;
    }
}
