using System.Globalization;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Figures.Queue;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Reports;

/// <summary>What the figures say, one sentence each.</summary>
internal static class ReportWords
{
    internal static List<ReportSentence> Of(
        DateOnly month, DateOnly day, IReadOnlyList<FigureOfMonth> figures, QueueInReport queue, IReadOnlyList<WaitedOn> waiting) =>
        [
            new("plans", Plans(month, day, Row(figures, "plans-in-time-excluding-exemptions"))),
            new("time", Time(month, day, Row(figures, "mean-weeks"))),
            new("queue", Queue(day, queue)),
            new("change", Change(queue)),
            new("flow", Flow(queue.Flow)),
            new("reasons", Reasons(queue.Open, waiting)),
        ];

    internal static string Month(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>With its sign, in points, weeks or whole numbers; a dash for none.</summary>
    internal static string Signed(string unit, double? change) => English.Rounded(unit, change) is not { } text ? "–"
        : text.TrimStart('-') is var size && size.Trim('0', '.').Length == 0 ? "0" : change < 0 ? $"−{size}" : $"+{size}";

    private static MonthRow Row(IReadOnlyList<FigureOfMonth> figures, string figure) => figures.Single(one => one.Figure == figure).Rows[0];

    private static string Plans(DateOnly month, DateOnly day, MonthRow row) => row.Now.Value is null
        ? $"No plan without an exemption was sent in {SoFar(month, day)}."
        : $"In {SoFar(month, day)}, {English.Number(row.Now.Part!.Value)} of {English.Count(row.Now.Whole!.Value, "plan", "plans")} without an exemption "
            + $"{(row.Now.Part == 1 ? "was" : "were")} sent within 20 weeks, {English.Share(row.Now.Value)}{Against(month, "share", row, "points", "more", "fewer")}.";

    private static string Time(DateOnly month, DateOnly day, MonthRow row) => row.Now.Value is null
        ? $"No plan with usable dates was sent in {SoFar(month, day)}."
        : $"From request to plan it took {English.Rounded("weeks", row.Now.Value)} weeks on average, exemptions included{Against(month, "weeks", row, "weeks", "more", "fewer")}; "
            + "the law allows 20.";

    // A month that has days to come is not to be read as a whole one.
    private static string SoFar(DateOnly month, DateOnly day) => month.AddMonths(1) <= day ? Month(month) : $"{Month(month)} so far";

    private static string Against(DateOnly month, string unit, MonthRow row, string units, string more, string fewer)
    {
        string[] parts =
        [
            .. new (double? Change, DateOnly Before)[] { (row.Change, month.AddMonths(-1)), (row.ChangeOverYear, month.AddYears(-1)) }
                .Where(one => one.Change is not null)
                .Select(one => Signed(unit, one.Change) is "0"
                    ? $"as in {Month(one.Before)}"
                    : $"{Signed(unit, one.Change)[1..]} {units} {(one.Change > 0 ? more : fewer)} than in {Month(one.Before)}"),
        ];
        return parts.Length == 0 ? "" : ", " + string.Join(" and ", parts);
    }

    private static string Queue(DateOnly day, QueueInReport queue) => queue.Open == 0
        ? $"No request was open on {English.Date(day)}."
        : $"On {English.Date(day)} {English.Count(queue.Open, "request was", "requests were")} open and {English.Number(queue.Overdue)} of them overdue, "
            + $"{English.Percent(queue.Overdue, queue.Open)}, {English.Number(queue.OverdueWithExemption)} with an exemption claimed"
            + (queue.MedianDays is { } median
                ? $"; half {(queue.CannotCompute > 0 ? "of those whose 20 weeks can be measured " : "")}had waited {English.Count(median, "day", "days")} or more, "
                    + $"the longest {English.Count(queue.OldestDays ?? 0, "day", "days")}."
                : ".");

    private static string Change(QueueInReport queue) =>
        $"A month before, {English.Number(queue.MonthBefore.Open)} were open and {English.Number(queue.MonthBefore.Overdue)} overdue; "
            + $"a year before, {English.Number(queue.YearBefore.Open)} and {English.Number(queue.YearBefore.Overdue)}.";

    private static string Flow(QueueFlow flow) =>
        $"In the {QueueFlow.Weeks} weeks to {English.Date(flow.To)}, {AWeek(flow.ReceivedAWeek)} requests a week came in, {AWeek(flow.PlansAWeek)} plans were sent and "
            + $"{AWeek(flow.OtherEndsAWeek)} ended otherwise; {AWeek(flow.PlansAWeekToStandStill)} plans a week would keep the queue as long as it is.";

    private static string AWeek(double number) => English.Rounded("weeks", number)!;

    private static string Reasons(int open, IReadOnlyList<WaitedOn> waiting) => open == 0 || waiting.Count == 0
        ? "Nothing waits for anybody."
        : "Of the open requests " + Listed([.. waiting.Take(4).Select(one =>
            $"{English.Number(one.Open)} {(one.Open == 1 ? "waits" : "wait")} for {WaitingWords.Of(one.AdviceType is { } type ? $"advice:{type}" : one.Whom)}")]) + ".";

    private static string Listed(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join("; ", parts[..^1])}; and {parts[^1]}";
}
