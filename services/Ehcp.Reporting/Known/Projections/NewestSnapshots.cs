using Ehcp.Contracts;
using Ehcp.Reporting.Known.Rules;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>Of a set of snapshots, one of each case, in the one order in which cases are locked.</summary>
internal static class NewestSnapshots
{
    internal static List<CaseSnapshot> Of(IEnumerable<CaseSnapshot> snapshots, out int superseded)
    {
        var count = 0;
        var newest = new Dictionary<(string Authority, string CaseReference), CaseSnapshot>();
        foreach (var snapshot in snapshots)
        {
            count++;
            var key = (snapshot.Authority, snapshot.CaseReference);
            if (!newest.TryGetValue(key, out var kept) || Compare(snapshot.Version, kept.Version) >= 0)
            {
                newest[key] = snapshot;
            }
        }

        superseded = count - newest.Count;
        return [.. newest.Values
            .OrderBy(snapshot => snapshot.Authority, StringComparer.Ordinal)
            .ThenBy(snapshot => snapshot.CaseReference, StringComparer.Ordinal)];
    }

    private static int Compare(SnapshotVersion left, SnapshotVersion right)
    {
        var order = RulesRelease.Parse(left.Rules).CompareTo(RulesRelease.Parse(right.Rules));
        order = order != 0 ? order : left.Facts.CompareTo(right.Facts);
        return order != 0 ? order : string.CompareOrdinal(left.Calendar ?? "", right.Calendar ?? "");
    }
}
