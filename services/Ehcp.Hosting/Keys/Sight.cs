using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// Which cases somebody may see, or act on. A statement that reads cases takes one and puts <see cref="Where"/> among its conditions;
/// the gate asks <see cref="Sees"/> of every case once more before it is shown.
/// </summary>
public sealed class Sight
{
    private static EveryCode _every = EveryCode.Of(Contracts.Authorities.Current);

    private readonly Grant[] _grants;
    private readonly string? _only;

    private Sight(Grant[] grants, string? only)
    {
        (_grants, _only) = (grants, only);
        SeesEverything = only is null && grants.Any(grant => grant.Authorities is null && grant.Teams is null);
        Authorities = SeesEverything ? null
            : [.. grants.SelectMany(grant => grant.Authorities?.AsEnumerable() ?? EveryAuthority).Where(code => only is null || code == only).Distinct()];
        WholeAuthorities = Authorities is null ? EveryAuthority : [.. Authorities.Where(SeesAllOf)];
    }

    // Made anew when the list of authorities is renewed.
    private static string[] EveryAuthority
    {
        get
        {
            var (known, list) = (_every, Contracts.Authorities.Current);
            return (ReferenceEquals(known.List, list) ? known : _every = EveryCode.Of(list)).Codes;
        }
    }

    /// <summary>Sees no case.</summary>
    public static Sight None { get; } = new([], null);

    /// <summary>Whether no case is hidden.</summary>
    public bool SeesEverything { get; }

    /// <summary>ONS codes of the authorities of which at least some cases are seen; null when no case is hidden.</summary>
    public string[]? Authorities { get; }

    /// <summary>ONS codes of the authorities of which every case is seen: for rows that have no team.</summary>
    public string[] WholeAuthorities { get; }

    /// <summary>What these grants see together.</summary>
    public static Sight Of(IEnumerable<Grant> grants) => grants.ToArray() is { Length: > 0 } some ? new(some, null) : None;

    /// <summary>Whether a case is seen.</summary>
    /// <param name="authority">ONS code.</param>
    /// <param name="team">The team that holds it; null for none, or where that is not known. Only who sees all of an authority sees such a case.</param>
    public bool Sees(string authority, string? team = null)
    {
        if (_only is not null && _only != authority)
        {
            return false;
        }

        foreach (var grant in _grants)
        {
            if (grant.IsFor(authority) && grant.IsForTeam(team))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every case of an authority is seen.</summary>
    /// <param name="authority">ONS code.</param>
    public bool SeesAllOf(string authority) => Sees(authority, team: null);

    /// <summary>Whether every case of each of these authorities is seen.</summary>
    /// <param name="authorities">ONS codes; null for every authority there is. Of none, none is seen.</param>
    public bool SeesAllOf(string[]? authorities) => authorities is null ? SeesEverything : authorities.Length > 0 && Array.TrueForAll(authorities, SeesAllOf);

    /// <summary>Whether some cases of an authority are seen.</summary>
    /// <param name="authority">ONS code.</param>
    public bool SeesSomeOf(string authority) => (_only is null || _only == authority) && Array.Exists(_grants, grant => grant.IsFor(authority));

    /// <summary>The same, of one authority only.</summary>
    /// <param name="authority">ONS code; null changes nothing.</param>
    public Sight Within(string? authority) => authority is null || authority == _only ? this : _only is null ? new(_grants, authority) : None;

    /// <summary>The condition for the database. Its values are <see cref="Parameters"/>.</summary>
    /// <param name="authority">The column, or expression, with the ONS code.</param>
    /// <param name="team">That with the team.</param>
    public string Where(string authority = "authority", string team = "team") =>
        SeesEverything ? "true"
        : Teams().Any() ? $"({authority} = any(@sight_authorities) or ({authority}, {team}) in (select * from unnest(@sight_of, @sight_teams)))"
        : $"{authority} = any(@sight_authorities)";

    /// <summary>The values of <see cref="Where"/>: new ones for each statement.</summary>
    public IEnumerable<NpgsqlParameter> Parameters()
    {
        if (SeesEverything)
        {
            yield break;
        }

        yield return Texts("sight_authorities", WholeAuthorities);
        if (Teams().ToArray() is { Length: > 0 } teams)
        {
            yield return Texts("sight_of", [.. teams.Select(one => one.Authority)]);
            yield return Texts("sight_teams", [.. teams.Select(one => one.Team)]);
        }
    }

    private IEnumerable<(string Authority, string Team)> Teams() =>
        (from grant in _grants
         where grant.Teams is not null
         from authority in Authorities ?? []
         where grant.IsFor(authority) && !SeesAllOf(authority)
         from team in grant.Teams!
         select (authority, team)).Distinct();

    private static NpgsqlParameter Texts(string name, string[] values) => new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values };

    private sealed record EveryCode(Contracts.AuthorityList List, string[] Codes)
    {
        internal static EveryCode Of(Contracts.AuthorityList list) => new(list, [.. list.All.Select(authority => authority.OnsCode)]);
    }
}
