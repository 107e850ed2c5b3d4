using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Sums;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Rates;

/// <summary>The 20-week figures of a period, by either population.</summary>
public sealed class TwentyWeekRates(Figures figures, IOptions<MeasureSettings> settings)
{
    internal Task<(Freshness Freshness, List<PlansIssuedRow> Rows)> PlansIssuedAsync(RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(
            Measure.PlansIssued, question, (group, tally) => PlansIssuedRow.Of(group, tally, settings.Value.LeavesOutDisputed),
            row => row.PlansIssued + row.AfterMediationOrTribunal, cancellationToken);

    internal Task<(Freshness Freshness, List<RequestsReceivedRow> Rows)> RequestsReceivedAsync(RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(Measure.RequestsReceived, question, RequestsReceivedRow.Of, row => row.Requests, cancellationToken);

    /// <summary>Decisions whether to assess, refusals to issue, decisions after a review, or amended plans.</summary>
    internal Task<(Freshness Freshness, List<DecisionsRow> Rows)> DecisionsAsync(Measure measure, RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(measure, question, DecisionsRow.Of, row => row.Decisions, cancellationToken);

    // Without groups there is one row, also when nothing is counted; with groups there are those that count something.
    private async Task<(Freshness Freshness, List<TRow> Rows)> ReadAsync<TRow>(
        Measure measure, RateQuestion question, Func<string, Tally, TRow> row, Func<TRow, int> count, CancellationToken cancellationToken)
    {
        var (freshness, groups) = await CountAsync(measure, question, cancellationToken);
        return (freshness, [.. groups.Select(group => row(group.Key, group.Value)).Where(one => question.Grouping == RateGrouping.All || count(one) != 0)]);
    }

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
