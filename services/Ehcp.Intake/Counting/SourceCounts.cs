using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Intake.Counting;

/// <summary>
/// Counts what each source sent, in the transaction that takes it. Each transaction adds rows of its own, a few whatever the number of events, so that none
/// waits for another; <see cref="AddUpCounts"/> makes hours of them.
/// </summary>
internal static class SourceCounts
{
    /// <summary>Stands for an event that has no date of its own.</summary>
    internal const int Undated = -1;

    /// <summary>Stands for what was refused.</summary>
    internal const int Refused = -2;

    /// <summary>Stands for more days than the last of <see cref="Bounds"/>.</summary>
    internal const int Later = 100_000;

    /// <summary>Days within which an event was sent, each inclusive.</summary>
    internal static IReadOnlyList<int> Bounds => Days;

    private static readonly int[] Days = [0, 1, 2, 3, 5, 7, 14, 28, 56, 91, 182, 365];

    private const string Insert = """
        insert into source_count (source, at, within_days, events)
        select source, @at, within_days, events from unnest(@source, @within_days, @events) as counted (source, within_days, events)
        """;

    /// <summary>Events that were taken.</summary>
    public static NpgsqlBatchCommand OfTaken(IReadOnlyList<RecordedFact> facts, DateTime at)
    {
        var (today, counts) = (LondonCalendar.DayOf(at), new Dictionary<(string Source, int Days), long>());
        foreach (var fact in facts)
        {
            var key = (fact.Source, WithinDays(fact.Fact, today));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return Of([.. counts.Select(count => (count.Key.Source, count.Key.Days, count.Value))], at);
    }

    /// <summary>Rows of a file that were refused.</summary>
    public static NpgsqlBatchCommand OfRefused(string source, long rows, DateTime at) => Of([(source, Refused, rows)], at);

    /// <summary>Within how many days of what it tells an event was recorded: the smallest of the bounds that is no less.</summary>
    internal static int WithinDays(Fact fact, DateOnly today)
    {
        if (FactCatalogue.Of(fact).ClockDates is not [var own, ..] || own.On(fact) is not { } day)
        {
            return Undated;
        }

        var late = today.DayNumber - day.DayNumber;
        foreach (var bound in Days)
        {
            if (late <= bound)
            {
                return bound;
            }
        }

        return Later;
    }

    private static NpgsqlBatchCommand Of(IReadOnlyList<(string Source, int Days, long Events)> counts, DateTime at) =>
        new NpgsqlBatchCommand(Insert).With("at", at).With(RowSet.Of(counts)
            .With("source", count => count.Source).With("within_days", count => count.Days).With("events", count => count.Events));
}
