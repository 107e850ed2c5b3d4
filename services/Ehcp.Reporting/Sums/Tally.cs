using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Sums;

/// <summary>What was counted in one group.</summary>
internal sealed class Tally
{
    private readonly long[] _before = new long[Slots.Columns];
    private readonly long[] _from = new long[Slots.Columns];
    private readonly long[] _days = new long[Slots.Columns / Slots.ShareDays];

    /// <param name="before">Whether it is counted by a day before <see cref="CountQuestion.Cut"/>.</param>
    internal void Add(int slot, bool before, long count) => (before ? _before : _from)[slot] += count;

    /// <param name="slot">Any of the slots whose days are kept together.</param>
    internal void AddDays(int slot, long days) => _days[slot / Slots.ShareDays] += days;

    internal int Count(Func<int, bool> slots) => checked((int)Enumerable.Range(0, Slots.Columns).Where(slots).Sum(slot => _before[slot] + _from[slot]));

    /// <summary>Of them, those counted by a day before the cut.</summary>
    internal int CountBeforeCut(Func<int, bool> slots) => checked((int)Enumerable.Range(0, Slots.Columns).Where(slots).Sum(slot => _before[slot]));

    /// <summary>Days that all that is counted in some slots took; <paramref name="slots"/> must say the same of all four that keep them together.</summary>
    internal long Days(Func<int, bool> slots) => Enumerable.Range(0, _days.Length).Where(four => slots(four * Slots.ShareDays)).Sum(four => _days[four]);
}
