using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Simulator.Cases;

/// <summary>Who works on cases, and where the children live. Addresses are of example.org: mail to them reaches nobody.</summary>
public sealed record Council(string Source, string Code, ImmutableArray<string> Teams, ImmutableArray<string> Areas)
{
    private const int OfficersInTeam = 4;

    // Weighted as primary needs of new plans are, roughly: autism first, then speech and language, then social and emotional needs.
    private static readonly ImmutableArray<string> Needs =
        ["ASD", "ASD", "ASD", "ASD", "ASD", "ASD", "SLCN", "SLCN", "SLCN", "SLCN",
            "SEMH", "SEMH", "SEMH", "SEMH", "MLD", "MLD", "SLD", "PD", "HI", "VI", "SPLD", "DS", "OTH"];

    public static Council Birmingham { get; } = new(
        "/birmingham/casework",
        "330",
        ["North", "East", "South", "West and Central"],
        ["Edgbaston", "Erdington", "Hall Green", "Hodge Hill", "Ladywood", "Northfield", "Perry Barr", "Selly Oak", "Sutton Coldfield", "Yardley"]);

    /// <summary>A council of which nothing but its code is known.</summary>
    public static Council Of(string code, string source) => new(source, code, ["North", "South"], ["Town", "Villages", "Coast"]);

    public CaseAssigned Assign(Random draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var team = Pick(Teams, draw);
        return new(team, $"officer{draw.Next(1, OfficersInTeam + 1)}.{team.Replace(' ', '-').ToLowerInvariant()}@example.org");
    }

    public CaseDescribed Describe(Random draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var year = draw.Next(-2, 14);
        return new(
            Pick(Areas, draw), Pick(Needs, draw), year, year switch { < 0 => "Nursery", < 7 => "Primary school", < 12 => "Secondary school", _ => "College" });
    }

    private static string Pick(ImmutableArray<string> from, Random draw) => from[draw.Next(from.Length)];
}
