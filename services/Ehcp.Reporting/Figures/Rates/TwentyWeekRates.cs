using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Sums;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Rates;

/// <summary>A question to the sums that is yet to be read, by itself or in one snapshot of the database with others.</summary>
/// <param name="Rows">One per group, in the order of the groups, once it has been read.</param>
internal sealed record RateReading<TRow>(Reading[] Readings, Func<List<TRow>> Rows);

/// <summary>What was counted in one group.</summary>
internal sealed record TallyOf(string Group, Tally Tally);

/// <summary>The figures of a period, by any measure.</summary>
public sealed class TwentyWeekRates(FigureReader figures, IOptions<MeasureSettings> settings)
{
    internal Task<(Freshness Freshness, List<PlansIssuedRow> Rows)> PlansIssuedAsync(RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(question, PlansIssued(question), cancellationToken);

    internal Task<(Freshness Freshness, List<RequestsReceivedRow> Rows)> RequestsReceivedAsync(RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(question, Reading(Measure.RequestsReceived, question, RequestsReceivedRow.Of, row => row.Requests), cancellationToken);

    /// <summary>Decisions whether to assess, refusals to issue, decisions after a review, or amended plans.</summary>
    internal Task<(Freshness Freshness, List<DecisionsRow> Rows)> DecisionsAsync(Measure measure, RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(question, Reading(measure, question, DecisionsRow.Of, row => row.Decisions), cancellationToken);

    /// <summary>What was to be done: requests decided on, reviews, transfers between phases, families told of an exemption.</summary>
    internal Task<(Freshness Freshness, List<DutiesRow> Rows)> DutiesAsync(Measure measure, RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(question, Reading(measure, question, DutiesRow.Of, row => row.Due), cancellationToken);

    internal Task<(Freshness Freshness, List<ReversalsRow> Rows)> ReversalsAsync(Measure measure, RateQuestion question, CancellationToken cancellationToken) =>
        ReadAsync(question, Reading(measure, question, ReversalsRow.Of, row => row.Reversed), cancellationToken);

    /// <summary>What any measure counts, group by group, to be read together with others.</summary>
    internal static RateReading<TallyOf> Tallies(Measure measure, RateQuestion question) =>
        Reading(measure, question, (group, tally) => new TallyOf(group, tally), one => one.Tally.Count(_ => true));

    /// <summary>As <see cref="PlansIssuedAsync"/>, to be read together with something else.</summary>
    internal RateReading<PlansIssuedRow> PlansIssued(RateQuestion question) => Reading(
        Measure.PlansIssued, question, (group, tally) => PlansIssuedRow.Of(group, tally, settings.Value.LeavesOutDisputed),
        row => row.PlansIssued + row.AfterMediationOrTribunal);

    private async Task<(Freshness Freshness, List<TRow> Rows)> ReadAsync<TRow>(
        RateQuestion question, RateReading<TRow> reading, CancellationToken cancellationToken) =>
        (await figures.ReadAsync(question.Known, [], cancellationToken, reading.Readings), reading.Rows());

    // Without groups there is one row, also when nothing is counted; with groups there are those that count something.
    private static RateReading<TRow> Reading<TRow>(Measure measure, RateQuestion rates, Func<string, Tally, TRow> row, Func<TRow, int> count)
    {
        // Requests received before that day are past their last day.
        var question = new CountQuestion(measure, rates, rates.Known.Day.AddDays(-measure.DaysInTime));
        var groups = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        if (rates.IsOneRow)
        {
            groups.Add(RateQuestion.All, new());
        }

        return new(
            [
                new(question.SumsSql, sums =>
                {
                    var (tally, before) = (Of(sums.Text("group")), sums.Flag("before_cut"));
                    for (var slot = 0; slot < Slots.Columns; slot++)
                    {
                        tally.Add(slot, before, sums.Long(SumTables.Columns[slot]));
                    }

                    for (var four = 0; four < SumTables.DayColumns.Length; four++)
                    {
                        tally.AddDays(four * Slots.ShareDays, sums.Long(SumTables.DayColumns[four]));
                    }
                }) { Parameters = [.. question.Parameters()] },
                new(question.ChangesSql, change =>
                {
                    var (tally, slot) = (Of(change.Text("group")), change.Short("slot"));
                    tally.Add(slot, change.Flag("before_cut"), change.Long("change"));
                    tally.AddDays(slot, change.Long("days"));
                }) { Parameters = [.. question.Parameters()] },
            ],
            () => [.. groups.Select(group => row(group.Key, group.Value)).Where(one => rates.IsOneRow || count(one) != 0)]);

        Tally Of(string group) => groups.TryGetValue(group, out var tally) ? tally : groups[group] = new();
    }
}
