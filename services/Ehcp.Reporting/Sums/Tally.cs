using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Sums;

/// <summary>What was counted in one group.</summary>
internal sealed class Tally
{
    private readonly long[] _before = new long[Slots.Columns];
    private readonly long[] _from = new long[Slots.Columns];

    /// <param name="before">Whether it is counted by a day before <see cref="CountQuestion.Cut"/>.</param>
    internal void Add(int slot, bool before, long count) => (before ? _before : _from)[slot] += count;

    internal int Count(Func<int, bool> slots) => checked((int)Enumerable.Range(0, Slots.Columns).Where(slots).Sum(slot => _before[slot] + _from[slot]));

    /// <summary>Of them, those counted by a day before the cut.</summary>
    internal int CountBeforeCut(Func<int, bool> slots) => checked((int)Enumerable.Range(0, Slots.Columns).Where(slots).Sum(slot => _before[slot]));
}
