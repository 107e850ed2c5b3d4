using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>What the caseload counts, in words that can be printed under it.</summary>
/// <param name="Population">What is open.</param>
/// <param name="Overdue">What is overdue.</param>
/// <param name="Week">How weeks are counted.</param>
/// <param name="WaitingOn">How it is decided whose move it is.</param>
/// <param name="Exclusions">What is left out, and where it is counted instead.</param>
/// <param name="Lines">Weeks with whose last day a limit ends.</param>
public sealed record CaseloadDefinition(
    string Population, string Overdue, string Week, string WaitingOn, IReadOnlyList<string> Exclusions, IReadOnlyList<WeekLine> Lines)
{
    internal static CaseloadDefinition Words { get; } = new(
        "Requests with no outcome on the London day of asOf: no final plan sent, no refusal to assess or to issue a plan that still stands, not closed. A "
            + "request whose refusal was reversed is open again.",
        $"overdue: open after the {English.Ordinal(Measure.PlansIssued.DaysInTime)} day from receipt or, where a refusal was reversed, after the last day "
            + "of the limit that then applies; with or without an exemption, for an exemption moves no date.",
        "Week 0 is the day of receipt. Week n is the seven days that end with the last day of a limit of n weeks: week 20 is in time, week 21 is not.",
        "Before the decision whether to assess, the authority. Then each kind of advice asked for and not received; the family while its days on "
            + "the draft plan run; a consulted setting that has not answered; else the authority. A request that waits for several kinds of advice is counted "
                + "with each.",
        ["cannotCompute: open requests whose date of receipt is missing or contradicted. They are in open and in no week, and neither overdue nor oldest."],
        WeekBands.Lines);
}
