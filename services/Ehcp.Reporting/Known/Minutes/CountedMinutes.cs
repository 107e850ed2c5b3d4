using System.Globalization;
using System.Runtime.InteropServices;
using Ehcp.Contracts;
using Npgsql;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>In which minutes of Intake's ledger the facts of some snapshots were recorded that their predecessors did not hold.</summary>
internal sealed class CountedMinutes
{
    private readonly Dictionary<int, int> _changes = [];

    /// <summary>The minutes of a snapshot's facts, since 1970, one for each fact, as an array of the database.</summary>
    internal static string Of(CaseSnapshot snapshot) =>
        '{' + string.Join(',', snapshot.Facts.Select(fact => Minute(fact.RecordedAt).ToString(CultureInfo.InvariantCulture))) + '}';

    /// <param name="before">Minutes of the facts of the snapshot it replaces.</param>
    internal void Replace(int[] before, CaseSnapshot snapshot)
    {
        foreach (var minute in before)
        {
            Add(minute, -1);
        }

        foreach (var fact in snapshot.Facts)
        {
            Add(Minute(fact.RecordedAt), 1);
        }
    }

    /// <summary>Null when every minute holds as many as it did.</summary>
    internal NpgsqlBatchCommand? Append()
    {
        var found = _changes.Where(change => change.Value != 0).ToList();
        return found.Count == 0 ? null : new(
            "insert into counted_change (minute, change) select to_timestamp(60 * minute::bigint), change from unnest(@minute, @change) as c (minute, change)")
        {
            Parameters = { new("minute", found.ConvertAll(change => change.Key)), new("change", found.ConvertAll(change => change.Value)) },
        };
    }

    private void Add(int minute, int change) => CollectionsMarshal.GetValueRefOrAddDefault(_changes, minute, out _) += change;

    /// <summary>Counted from 1970.</summary>
    internal static int Minute(DateTimeOffset recordedAt) => (int)(recordedAt.ToUnixTimeSeconds() / 60);
}
