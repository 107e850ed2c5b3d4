using System.Collections.Immutable;

namespace Ehcp.Contracts.Http;

/// <summary>The body of the Scheduler's <c>POST /v1/alerts/{id}/acknowledge</c>.</summary>
/// <param name="Until">The last London day on which the alert is to be silent: from today to 28 days ahead.</param>
/// <param name="Plan">What is being done, as a code.</param>
/// <param name="OnBehalfOf">Who says it, where a program passes it on: stands behind the key's name.</param>
public sealed record Acknowledging(DateOnly Until, string Plan, string? OnBehalfOf = null)
{
    /// <summary>How many days ahead <see cref="Until"/> may be. Nothing is silenced for good: who needs longer says so again.</summary>
    public const int MostDays = 28;

    /// <summary>What may be said to be done. Codes, so that nothing about a child can be written there.</summary>
    public static ImmutableArray<string> Plans { get; } = ["awaiting-advice", "draft-in-progress", "awaiting-panel", "awaiting-family", "other"];
}

/// <summary>What was said of an alert last.</summary>
/// <param name="Until">The last London day on which it is silent.</param>
/// <param name="Plan">What is done.</param>
/// <param name="By">Name of the key, or <c>mail:</c> and a role.</param>
/// <param name="At">When it was said.</param>
public sealed record Acknowledgement(DateOnly Until, string Plan, string By, DateTimeOffset At);
