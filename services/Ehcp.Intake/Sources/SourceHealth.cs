using Ehcp.Hosting.Sql;
using Ehcp.Intake.Counting;
using Npgsql;

namespace Ehcp.Intake.Sources;

/// <summary>How a source does.</summary>
/// <param name="Source">The source.</param>
/// <param name="LastEventAt">When an event of it was last taken, UTC; null for never.</param>
/// <param name="LastRefusalAt">When one was last refused, UTC; null for never.</param>
/// <param name="SilentSince">When it was last heard, UTC, where nothing came in the last 24 hours and in those of the four weeks before something usually did;
/// null when it is not silent.</param>
/// <param name="LastHour">The last whole hour.</param>
/// <param name="Last24Hours">The running hour and the 23 before it.</param>
/// <param name="Refused">Refused of the last seven days: events, and rows of files.</param>
/// <param name="RefusedShare">Their share of all that came in those seven days, from 0 to 1; null where nothing came.</param>
/// <param name="Lateness">Days between what happened and its being sent, of the last 28 days.</param>
/// <param name="Open">Refused and nothing has become of it yet, whenever it was refused.</param>
public sealed record SourceHealth(
    string Source, DateTimeOffset? LastEventAt, DateTimeOffset? LastRefusalAt, DateTimeOffset? SilentSince, SourceRate LastHour, SourceRate Last24Hours,
    long Refused, decimal? RefusedShare, SourceLateness Lateness, long Open);

/// <summary>How much came.</summary>
/// <param name="Events">Events that were taken.</param>
/// <param name="Usual">How many were on average in the same hours of the week, over the four weeks before.</param>
public sealed record SourceRate(long Events, decimal Usual);

/// <summary>How long after it happened something is sent, in steps of 0, 1, 2, 3, 5, 7, 14, 28, 56, 91, 182 and 365 days.</summary>
/// <param name="Events">Events with a date of their own.</param>
/// <param name="MedianDays">Half of them were sent within so many days; null where there is none, or it is more than 365.</param>
/// <param name="NinetiethDays">Nine of ten were; null likewise.</param>
public sealed record SourceLateness(long Events, int? MedianDays, int? NinetiethDays);

/// <summary>Reads how sources do, from what was counted by the hour.</summary>
internal static class ReadSourceHealth
{
    private const int WeeksBefore = 4;

    /// <summary>What is recent, in days: the weeks that show what is usual.</summary>
    internal const int RecentDays = 7 * WeeksBefore;

    private const string Seen = """
        select source, last_event_at, last_refusal_at, coalesce(tray.open, 0) as open
        from source_seen
        left join (select source, count(*) as open from rejection where state = 'open' and not is_trial and source is not null group by source) as tray
          using (source)
        where @sees_all or source = any(@sources) order by source
        """;

    private const string Hours = """
        select source, within_days,
          coalesce(sum(events) filter (where hour = @hour - interval '1 hour'), 0)::bigint as last_hour,
          coalesce(sum(events) filter (where hour > @hour - interval '1 day'), 0)::bigint as last_day,
          coalesce(sum(events) filter (where hour > @hour - interval '7 days'), 0)::bigint as week,
          coalesce(sum(events) filter (where hour > @hour - @recent), 0)::bigint as month,
          coalesce(sum(events) filter (where hour + interval '1 hour' = any(@usual)), 0)::bigint as usual_hour,
          coalesce(sum(events) filter (where exists (
            select from unnest(@usual) as before (at) where hour <= before.at and hour > before.at - interval '1 day')), 0)::bigint as usual_day
        from source_hour
        where hour > @hour - @recent - interval '1 day' and (@sees_all or source = any(@sources))
        group by source, within_days
        """;

    /// <summary>The health of sources, in the order of their names.</summary>
    /// <param name="sources">Which; "*" among them for every one.</param>
    /// <param name="now">The instant that it is asked at.</param>
    internal static async Task<List<SourceHealth>> ReadAsync(
        NpgsqlDataSource database, string[] sources, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (all, hour) = (sources.Contains("*"), new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero));
        DateTime[] usual = [.. Enumerable.Range(1, WeeksBefore).Select(week => hour.AddDays(-7 * week).UtcDateTime)];
        await using var find = database.Sql(Hours).With("hour", hour).With("usual", usual).With("recent", TimeSpan.FromDays(RecentDays))
            .With("sees_all", all).With("sources", sources);
        var hours = (await find.ListAsync(
            row => new Counted(
                row.Text("source"), row.Int("within_days"), row.Long("last_hour"), row.Long("last_day"), row.Long("week"), row.Long("month"),
                row.Long("usual_hour"), row.Long("usual_day")),
            cancellationToken)).ToLookup(row => row.Source);
        await using var seen = database.Sql(Seen).With("sees_all", all).With("sources", sources);
        return await seen.ListAsync(
            row => Of(
                row.Text("source"), row.InstantOrNull("last_event_at"), row.InstantOrNull("last_refusal_at"), row.Long("open"), [.. hours[row.Text("source")]]),
            cancellationToken);
    }

    private static SourceHealth Of(string source, DateTimeOffset? lastEvent, DateTimeOffset? lastRefusal, long open, Counted[] counted)
    {
        Counted[] events = [.. counted.Where(row => row.WithinDays != SourceCounts.Refused)];
        var day = new SourceRate(events.Sum(row => row.LastDay), events.Sum(row => row.UsualDay) / (decimal)WeeksBefore);
        var (refused, taken) = (counted.Except(events).Sum(row => row.Week), events.Sum(row => row.Week));
        return new(
            source, lastEvent, lastRefusal, day is { Events: 0, Usual: >= 1 } ? lastEvent : null,
            new(events.Sum(row => row.LastHour), events.Sum(row => row.UsualHour) / (decimal)WeeksBefore), day, refused,
            refused + taken == 0 ? null : Math.Round(refused / (decimal)(refused + taken), 4), LatenessOf(events), open);
    }

    private static SourceLateness LatenessOf(Counted[] events)
    {
        Counted[] dated = [.. events.Where(row => row.WithinDays != SourceCounts.Undated && row.Month > 0).OrderBy(row => row.WithinDays)];
        var all = dated.Sum(row => row.Month);
        return new(all, Within(0.5m), Within(0.9m));

        int? Within(decimal share)
        {
            var sum = 0L;
            foreach (var row in dated)
            {
                sum += row.Month;
                if (sum >= share * all)
                {
                    return row.WithinDays == SourceCounts.Later ? null : row.WithinDays;
                }
            }

            return null;
        }
    }

    private sealed record Counted(
        string Source, int WithinDays, long LastHour, long LastDay, long Week, long Month, long UsualHour, long UsualDay);
}
