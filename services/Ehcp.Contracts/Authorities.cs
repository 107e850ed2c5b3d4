using System.Collections.Immutable;

namespace Ehcp.Contracts;

/// <summary>
/// English local authorities, former ones too: the list of the build, or the newer one that was read since. An authority that kept its DfE code when its ONS
/// code changed is one authority: 825 is E06000060, and E10000002 means the same. Regions and England are none.
/// </summary>
public static class Authorities
{
    private static AuthorityList _current = AuthorityList.Shipped;

    /// <summary>The list in use. Who needs it twice for one answer reads it once.</summary>
    public static AuthorityList Current => Volatile.Read(ref _current);

    /// <summary>Every authority, by DfE code.</summary>
    public static ImmutableArray<Authority> All => Current.All;

    /// <summary>The authority with the given ONS or DfE code, or null when it is no English authority's.</summary>
    /// <param name="code">An ONS code, also a former one, or a DfE code; case matters.</param>
    public static Authority? Find(string code) => Current.Find(code);

    /// <summary>From now on this process knows the authorities of another list.</summary>
    /// <param name="list">A list that <see cref="AuthorityList.With"/> gave.</param>
    public static void Use(AuthorityList list) => Volatile.Write(ref _current, list);
}
