using System.Collections.Frozen;
using Ehcp.Contracts;

namespace Ehcp.Hosting.Keys;

/// <summary>
/// What a key, a token or one role of a person allows. Its scopes hold within its own bounds only: of two grants none widens the other.
/// </summary>
public sealed class Grant
{
    /// <summary>Stands among sources or authorities for every one.</summary>
    public const string Every = "*";

    /// <param name="scopes">What may be done.</param>
    /// <param name="authorities">ONS or DfE codes of the authorities it holds for; <see cref="Every"/> for all. None: it holds for no case.</param>
    /// <param name="teams">The only teams whose cases it holds for; null for all, and for cases without a team.</param>
    /// <param name="sources">CloudEvents sources that may be sent for; <see cref="Every"/> for all.</param>
    public Grant(IEnumerable<string> scopes, IEnumerable<string> authorities, IEnumerable<string>? teams = null, IEnumerable<string>? sources = null)
    {
        var codes = authorities.ToArray();
        Authorities = codes.Contains(Every) ? null : codes.Select(code => Contracts.Authorities.Find(code)?.OnsCode ?? code)
            .ToFrozenSet(StringComparer.Ordinal);
        Teams = teams?.Select(NameText.Normal).ToFrozenSet(StringComparer.Ordinal);
        var names = (sources ?? []).ToArray();
        Sources = names.Contains(Every) ? null : names.ToFrozenSet(StringComparer.Ordinal);
        var held = scopes.ToHashSet(StringComparer.Ordinal);
        if (Authorities is null && held.Contains(Keys.Scopes.Admin))
        {
            held.Add(Keys.Scopes.Operate);
        }

        Scopes = held.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>What may be done. See <see cref="Keys.Scopes"/>.</summary>
    public FrozenSet<string> Scopes { get; }

    /// <summary>ONS codes; null for every authority.</summary>
    public FrozenSet<string>? Authorities { get; }

    /// <summary>Names of the only teams; null for all.</summary>
    public FrozenSet<string>? Teams { get; }

    /// <summary>CloudEvents sources; null for every source.</summary>
    public FrozenSet<string>? Sources { get; }

    internal bool IsFor(string authority) => Authorities is null || Authorities.Contains(authority);

    internal bool IsForSource(string source) => Sources is null || Sources.Contains(source);

    internal bool IsForTeam(string? team) => Teams is null || (team is not null && Teams.Contains(team));
}
