namespace Ehcp.Reporting.Figures.Queue;

/// <summary>From when requests came and went to the queue of every day: one walk over the days, whatever their number of requests.</summary>
internal static class QueueSeries
{
    /// <param name="days">The days asked for, in order.</param>
    internal static List<QueueDay> Of(IReadOnlyList<QueuedRequests> requests, IReadOnlyList<DateOnly> days)
    {
        if (days.Count == 0)
        {
            return [];
        }

        var (first, last) = (days[0], days[^1]);
        var changes = new Changes[last.DayNumber - first.DayNumber + 1];
        var measured = requests.Where(some => some.LastDay is not null).ToList();
        var oldest = measured.Count == 0 ? first : measured.Min(some => some.ReceivedOn);
        var ages = new CountsByDay(Math.Max(1, last.DayNumber - oldest.DayNumber + 1));
        var moves = new List<(int Place, int Received, int Change)>();
        foreach (var some in requests)
        {
            Flow(some.ReceivedOn, place => changes[place].Received += some.Count);
            if (some.EndedOn is { } ended)
            {
                Flow(ended, place => _ = some.IsPlan ? changes[place].Plans += some.Count : changes[place].Others += some.Count);
            }

            // What ended on the day it came, or before, was never in the queue at the end of a day.
            if (some.EndedOn <= some.ReceivedOn)
            {
                continue;
            }

            Stay(some.ReceivedOn, some.EndedOn, (place, sign) => changes[place].Open += sign * some.Count);
            if (some.LastDay is { } lastDay)
            {
                var overdueFrom = lastDay < some.ReceivedOn ? some.ReceivedOn : lastDay.AddDays(1);
                if (!(some.EndedOn <= overdueFrom))
                {
                    Stay(overdueFrom, some.EndedOn, (place, sign) => changes[place].Overdue += sign * some.Count);
                }

                Stay(some.ReceivedOn, some.EndedOn, (place, sign) => moves.Add((place, some.ReceivedOn.DayNumber - oldest.DayNumber, sign * some.Count)));
            }
        }

        moves.Sort((left, right) => left.Place.CompareTo(right.Place));
        return Walk();

        void Flow(DateOnly on, Action<int> add)
        {
            if (on >= first && on <= last)
            {
                add(on.DayNumber - first.DayNumber);
            }
        }

        // From a day on, to before another.
        void Stay(DateOnly from, DateOnly? to, Action<int, int> add)
        {
            if (from > last || to <= first)
            {
                return;
            }

            add(Math.Max(0, from.DayNumber - first.DayNumber), 1);
            if (to <= last)
            {
                add(to.Value.DayNumber - first.DayNumber, -1);
            }
        }

        List<QueueDay> Walk()
        {
            var rows = new List<QueueDay>(days.Count);
            var (open, overdue, next, place) = (0, 0, 0, 0);
            foreach (var day in days)
            {
                var (received, plans, others) = (0, 0, 0);
                for (var end = day.DayNumber - first.DayNumber; place <= end; place++)
                {
                    ref var change = ref changes[place];
                    (open, overdue) = (open + change.Open, overdue + change.Overdue);
                    (received, plans, others) = (received + change.Received, plans + change.Plans, others + change.Others);
                    for (; next < moves.Count && moves[next].Place == place; next++)
                    {
                        ages.Add(moves[next].Received, moves[next].Change);
                    }
                }

                rows.Add(new(day, open, overdue, Ages(day), received, plans, others));
            }

            return rows;
        }

        QueueAges? Ages(DateOnly day)
        {
            return ages.Total == 0 ? null : new(At(10), At(25), At(50), At(75), At(90), At(100));

            // The youngest so many in a hundred were received last.
            int At(int percent)
            {
                var youngest = (((long)percent * ages.Total) + 99) / 100;
                return day.DayNumber - oldest.DayNumber - ages.Find(ages.Total - youngest + 1);
            }
        }
    }

    private struct Changes
    {
        internal int Open, Overdue, Received, Plans, Others;
    }

    /// <summary>How many there are by day, and which day the n-th of them has: a Fenwick tree, logarithmic in the number of days.</summary>
    private sealed class CountsByDay(int days)
    {
        private readonly long[] _tree = new long[days + 1];
        private readonly int _highest = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)days + 1);

        internal long Total { get; private set; }

        internal void Add(int day, int change)
        {
            Total += change;
            for (var node = day + 1; node < _tree.Length; node += node & -node)
            {
                _tree[node] += change;
            }
        }

        /// <param name="place">From 1 to <see cref="Total"/>.</param>
        internal int Find(long place)
        {
            var node = 0;
            for (var step = _highest; step > 0; step >>= 1)
            {
                if (node + step < _tree.Length && _tree[node + step] < place)
                {
                    node += step;
                    place -= _tree[node];
                }
            }

            return node;
        }
    }
}
