using System.Collections.Immutable;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>What may be said to be done. Codes, so that nothing about a child can be written there.</summary>
internal static class AcknowledgedPlans
{
    internal static ImmutableArray<(string Code, string Words)> All { get; } =
    [
        ("awaiting-advice", "awaiting advice"),
        ("draft-in-progress", "draft in progress"),
        ("awaiting-panel", "awaiting the panel"),
        ("awaiting-family", "awaiting the family"),
        ("other", "being dealt with"),
    ];

    internal static string Codes { get; } = string.Join(", ", All.Select(plan => plan.Code));

    internal static bool Has(string? code) => All.Any(plan => plan.Code == code);

    internal static string WordsOf(string code) => All.FirstOrDefault(plan => plan.Code == code).Words ?? code;
}
