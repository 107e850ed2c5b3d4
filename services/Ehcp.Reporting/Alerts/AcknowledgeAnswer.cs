namespace Ehcp.Reporting.Alerts;

/// <summary>How the Scheduler answered an acknowledgement.</summary>
/// <param name="Wrong">What it refuses, as a sentence; null when it took it.</param>
internal sealed record AcknowledgeAnswer(string? Wrong);
