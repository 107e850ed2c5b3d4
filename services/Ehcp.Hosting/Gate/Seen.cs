using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Gate;

/// <summary>A case, or somebody's address, that an answer shows.</summary>
public readonly record struct Seen
{
    private readonly string? _team;

    private Seen(string? authority, string? caseReference, string? team, string? person) =>
        (Authority, CaseReference, _team, Person) = (authority, caseReference, team, person);

    internal string? Authority { get; }

    internal string? CaseReference { get; }

    internal string? Person { get; }

    /// <summary>A case.</summary>
    /// <param name="authority">ONS code.</param>
    /// <param name="caseReference">Its reference.</param>
    /// <param name="team">The team that holds it, as far as it is known: a case without one is seen only by whoever sees all of the authority.</param>
    public static Seen Case(string authority, string caseReference, string? team = null) => new(authority, caseReference, team, null);

    /// <summary>An address of a member of staff.</summary>
    /// <param name="authority">ONS code of the authority they work for; null where none is known: only who sees everything sees it.</param>
    /// <param name="address">The address.</param>
    public static Seen Address(string? authority, string address) => new(authority, null, null, address);

    internal bool IsIn(Sight sight) => Authority is null ? sight.SeesEverything : CaseReference is null ? sight.SeesAllOf(Authority)
        : sight.Sees(Authority, _team);
}
