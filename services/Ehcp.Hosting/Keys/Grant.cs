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

    private readonly FrozenSet<string>? _given;
    private Reach? _reach;

    /// <param name="scopes">What may be done.</param>
    /// <param name="authorities">ONS or DfE codes of the authorities it holds for; <see cref="Every"/> for all. None: it holds for no case.</param>
    /// <param name="teams">The only teams whose cases it holds for; null for all, and for cases without a team.</param>
    /// <param name="sources">CloudEvents sources that may be sent for; <see cref="Every"/> for all.</param>
    public Grant(IEnumerable<string> scopes, IEnumerable<string> authorities, IEnumerable<string>? teams = null, IEnumerable<string>? sources = null)
    {
        var codes = authorities.ToArray();
        _given = codes.Contains(Every) ? null : codes.ToFrozenSet(StringComparer.Ordinal);
        Teams = teams?.Select(NameText.Normal).ToFrozenSet(StringComparer.Ordinal);
        var names = (sources ?? []).ToArray();
        Sources = names.Contains(Every) ? null : names.ToFrozenSet(StringComparer.Ordinal);
        var held = scopes.ToHashSet(StringComparer.Ordinal);
        if (_given is null && held.Contains(Keys.Scopes.Admin))
        {
            held.Add(Keys.Scopes.Operate);
        }

        Scopes = held.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>What may be done. See <see cref="Keys.Scopes"/>.</summary>
    public FrozenSet<string> Scopes { get; }

    /// <summary>
    /// ONS codes of the authorities whose cases it holds for; null for every authority. Of one that ended its successors are among them where that shows
    /// nobody new: where it holds for every authority that they took over from.
    /// </summary>
    public FrozenSet<string>? Authorities => _given is null ? null : Now.Seen;

    /// <summary>Names of the only teams; null for all.</summary>
    public FrozenSet<string>? Teams { get; }

    /// <summary>CloudEvents sources; null for every source.</summary>
    public FrozenSet<string>? Sources { get; }

    /// <summary>The codes it was given, as they were written.</summary>
    internal IEnumerable<string> Given => _given?.AsEnumerable() ?? [Every];

    // What the codes mean depends on the list of authorities, which may be renewed.
    private Reach Now => _reach is { } known && ReferenceEquals(known.List, Contracts.Authorities.Current)
        ? known
        : _reach = Reach.Of(_given!, Contracts.Authorities.Current);

    /// <summary>Whether something of another grant is allowed by this one too: for this authority and this source, where it is for any.</summary>
    internal bool Allows(Grant other, string scope, string? authority, string? source)
    {
        return Teams is null && Scopes.Contains(scope) && AllowsAuthority() && (source is null || (source == Every ? Sources is null : IsForSource(source)));

        bool AllowsAuthority() => authority is null || (authority == Every ? _given is null
            : IsForSending(authority) && (IsFor(authority) || !other.IsFor(authority)));
    }

    /// <summary>Every authority that it holds for, if only for sending; <see cref="Every"/> for all.</summary>
    internal IEnumerable<string> AnyAuthorities => _given is null ? [Every] : Now.Sent;

    internal bool IsFor(string authority) => Authorities is not { } seen || seen.Contains(authority);

    /// <summary>Whether events about its cases may be sent: who may send for an authority that ended may send for whoever took over from it.</summary>
    internal bool IsForSending(string authority) => _given is null || Now.Sent.Contains(authority);

    internal bool IsForSource(string source) => Sources is null || Sources.Contains(source);

    internal bool IsForTeam(string? team) => Teams is null || (team is not null && Teams.Contains(team));

    private sealed record Reach(AuthorityList List, FrozenSet<string> Seen, FrozenSet<string> Sent)
    {
        internal static Reach Of(IEnumerable<string> given, AuthorityList list)
        {
            var codes = given.Select(code => list.Find(code)?.OnsCode ?? code).ToHashSet(StringComparer.Ordinal);
            return new(list, Followed(codes, list, Enumerable.All), Followed(codes, list, Enumerable.Any));
        }

        // A successor may itself have ended.
        private static FrozenSet<string> Followed(
            HashSet<string> codes, AuthorityList list, Func<IEnumerable<Authority>, Func<Authority, bool>, bool> enough)
        {
            var held = codes.ToHashSet(StringComparer.Ordinal);
            for (var before = 0; before < held.Count;)
            {
                before = held.Count;
                held.UnionWith(
                    from next in list.All
                    let predecessors = list.PredecessorsOf(next.OnsCode)
                    where predecessors.Count > 0 && enough(predecessors, old => held.Contains(old.OnsCode))
                    select next.OnsCode);
            }

            return held.ToFrozenSet(StringComparer.Ordinal);
        }
    }
}
