using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Sums;

namespace Ehcp.Reporting.Rates;

/// <summary>The 20-week figures of a period, by either population.</summary>
public sealed class TwentyWeekRates(Figures figures)
{
    internal async Task<(Freshness Freshness, List<PlansIssuedRow> Rows)> PlansIssuedAsync(RateQuestion question, CancellationToken cancellationToken)
    {
        var (freshness, tallies) = await CountAsync(Measure.PlansIssued, question, cancellationToken);
        return (freshness, [.. tallies.Select(group => Plans(group.Key, group.Value)).Where(row => IsShown(question, row.PlansIssued))]);
    }

    internal async Task<(Freshness Freshness, List<RequestsReceivedRow> Rows)> RequestsReceivedAsync(RateQuestion question, CancellationToken cancellationToken)
    {
        var (freshness, tallies) = await CountAsync(Measure.RequestsReceived, question, cancellationToken);
        return (freshness, [.. tallies.Select(group => Requests(group.Key, group.Value)).Where(row => IsShown(question, row.Requests))]);
    }

    private static PlansIssuedRow Plans(string group, Tally tally)
    {
        return PlansIssuedRow.Of(
            group,
            tally.Count(_ => true),
            tally.Count(slot => Is(slot, PlanOutcome.WithinTwentyWeeks)),
            tally.Count(slot => !IsExempt(slot)),
            tally.Count(slot => !IsExempt(slot) && Is(slot, PlanOutcome.WithinTwentyWeeks)),
            tally.Count(slot => Is(slot, PlanOutcome.UnusableDates)));

        static bool Is(int slot, PlanOutcome outcome) => Slots.Plan(slot) == outcome;

        static bool IsExempt(int slot) => Slots.IsExempt(Measure.PlansIssued, slot);
    }

    private static RequestsReceivedRow Requests(string group, Tally tally)
    {
        var overdue = tally.CountBeforeCut(slot => Slots.Request(slot) == RequestOutcome.Open);
        return new(
            group,
            tally.Count(_ => true),
            Of(RequestOutcome.InTime),
            Of(RequestOutcome.Late),
            Of(RequestOutcome.Open) - overdue,
            overdue,
            Of(RequestOutcome.RefusedToAssess),
            Of(RequestOutcome.RefusedToIssue),
            Of(RequestOutcome.Closed),
            Of(RequestOutcome.CannotCompute),
            tally.Count(slot => Slots.IsExempt(Measure.RequestsReceived, slot)));

        int Of(RequestOutcome outcome) => tally.Count(slot => Slots.Request(slot) == outcome);
    }

    /// <summary>Without groups there is one row, also when nothing is counted; with groups there are those that count something.</summary>
    private static bool IsShown(RateQuestion question, int count) => question.Grouping == RateGrouping.All || count != 0;

    private async Task<(Freshness Freshness, SortedDictionary<string, Tally> Groups)> CountAsync(
        Measure measure, RateQuestion rates, CancellationToken cancellationToken)
    {
        var question = new CountQuestion(measure, rates, TwentyWeeks.OverdueBefore(rates.Known.Day));
        var groups = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        if (rates.Grouping == RateGrouping.All)
        {
            groups.Add(RateQuestion.All, new());
        }

        var freshness = await figures.ReadAsync(
            rates.Known,
            [.. question.Parameters()],
            cancellationToken,
            new(question.SumsSql, row =>
            {
                foreach (var (index, slot) in Slots.Of(measure).Index())
                {
                    Of(row.GetString(0)).Add(slot, row.GetBoolean(1), row.GetInt64(2 + index));
                }
            }),
            new(question.ChangesSql, row => Of(row.GetString(0)).Add(row.GetInt16(2), row.GetBoolean(1), row.GetInt64(3))));
        return (freshness, groups);

        Tally Of(string group) => groups.TryGetValue(group, out var tally) ? tally : groups[group] = new();
    }
}
