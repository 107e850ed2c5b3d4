using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Queue;

/// <summary>Reads when requests came and went, as known at one instant.</summary>
public sealed class QueueFigures(FigureReader figures)
{
    // In two halves, each of which an index of its own has: what is open, and what has ended.
    private const string OpenSql = """
        select received_on, last_day, count(*)::int as requests
        from requests_known(@known_at, @authorities)
        where outcome = 'open'
        group by received_on, last_day
        """;

    private const string EndedSql = """
        select received_on, ended_on, last_day, outcome like 'plan-%' as is_plan, count(*)::int as requests
        from requests_known(@known_at, @authorities)
        where outcome <> 'open'
        group by 1, 2, 3, 4
        """;

    /// <summary>Readings of the queue, to be read together with others, and the queue once they have been.</summary>
    internal static (Reading[] Readings, Func<KnownQueue> Queue) Reading()
    {
        var (requests, undatedOpen, undatedEnded) = (new List<QueuedRequests>(), 0, 0);
        return (
            [
                new(OpenSql, row =>
                {
                    if (row.DayOrNull("received_on") is { } receivedOn)
                    {
                        requests.Add(new(receivedOn, null, row.DayOrNull("last_day"), IsPlan: false, row.Int("requests")));
                    }
                    else
                    {
                        undatedOpen += row.Int("requests");
                    }
                }),
                new(EndedSql, row =>
                {
                    if (row.DayOrNull("received_on") is { } receivedOn && row.DayOrNull("ended_on") is { } endedOn)
                    {
                        requests.Add(new(receivedOn, endedOn, row.DayOrNull("last_day"), row.Flag("is_plan"), row.Int("requests")));
                    }
                    else
                    {
                        undatedEnded += row.Int("requests");
                    }
                }),
            ],
            () => new(requests, undatedOpen, undatedEnded));
    }

    internal async Task<(Freshness Freshness, KnownQueue Queue)> ReadAsync(AsKnown known, CancellationToken cancellationToken)
    {
        var (readings, queue) = Reading();
        return (await figures.ReadAsync(known, [], cancellationToken, readings), queue());
    }
}

/// <param name="UndatedOpen">Open requests whose day of receipt is not recorded: in no day.</param>
/// <param name="UndatedEnded">Requests with an outcome of which the day of receipt or of the outcome is not recorded: in no day.</param>
internal sealed record KnownQueue(IReadOnlyList<QueuedRequests> Requests, int UndatedOpen, int UndatedEnded)
{
    /// <summary>The first day on which anything was received; null when nothing was.</summary>
    internal DateOnly? First => Requests.Count == 0 ? null : Requests.Min(some => some.ReceivedOn);
}
