using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>Code lists that more than one field uses.</summary>
public static class Codes
{
    /// <summary>Decisions that can be appealed against, and so reversed.</summary>
    public static ImmutableArray<string> AppealableDecisions { get; } = [.. Code.All<DisputedDecision>().Remove(Code.Of(DisputedDecision.Other))];

    /// <summary>SEN2 SENtype codes.</summary>
    public static ImmutableArray<string> Needs { get; } =
        ["SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH"];
}
