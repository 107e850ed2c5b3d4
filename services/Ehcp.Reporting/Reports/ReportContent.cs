using System.Text.Json.Serialization;
using Ehcp.Reporting.Figures.Caseload;
using Ehcp.Reporting.Figures.Months;
using Ehcp.Reporting.Figures.Queue;

namespace Ehcp.Reporting.Reports;

/// <summary>Everything that a report says. It follows from authority, month and instant, and from nothing else: made again it is the same to the
/// digit.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="AuthorityName">Its name.</param>
/// <param name="Month">Year and month.</param>
/// <param name="AsOf">As known when; its London day is the day of the queue.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="Sentences">What the figures say, one sentence each.</param>
/// <param name="YearSoFar">The calendar year up to the end of the month, or to the day of the queue while the month is not over.</param>
/// <param name="Figures">Every figure of the month, with its change.</param>
/// <param name="Queue">What is open.</param>
/// <param name="WaitingOn">Whom the open requests wait for.</param>
public sealed record ReportContent(
    string Authority,
    string AuthorityName,
    string Month,
    DateTimeOffset AsOf,
    string Rules,
    IReadOnlyList<ReportSentence> Sentences,
    IReadOnlyList<YearSoFar> YearSoFar,
    IReadOnlyList<FigureOfMonth> Figures,
    QueueInReport Queue,
    IReadOnlyList<WaitedOn> WaitingOn);

/// <param name="About"><c>plans</c>, <c>time</c>, <c>queue</c>, <c>change</c>, <c>flow</c> or <c>reasons</c>.</param>
/// <param name="Text">The sentence.</param>
public sealed record ReportSentence(string About, string Text);

/// <param name="Figure">Code of a figure of the month.</param>
/// <param name="Words">What it is.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Now">The year so far.</param>
/// <param name="YearBefore">The same days of the year before.</param>
public sealed record YearSoFar(string Figure, string Words, DateOnly From, DateOnly To, FigureValue Now, FigureValue YearBefore);

/// <param name="Open">Open requests.</param>
/// <param name="Overdue">Of them, those past the last day of the limit that applies.</param>
/// <param name="OverdueWithExemption">Of the overdue, those with an exemption claimed on the final plan.</param>
/// <param name="CannotCompute">Of the open, those whose 20 weeks cannot be measured.</param>
/// <param name="MedianDays">Half of the others have been open for at most so many days; null when there are none.</param>
/// <param name="OldestDays">The longest has waited so long; null when there is none.</param>
/// <param name="Flow">What came in and went out lately.</param>
/// <param name="MonthBefore">The queue a month before.</param>
/// <param name="YearBefore">The queue a year before.</param>
/// <param name="Weeks">Each Sunday of the year before, and the day itself.</param>
public sealed record QueueInReport(
    int Open,
    int Overdue,
    int OverdueWithExemption,
    int CannotCompute,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? MedianDays,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? OldestDays,
    QueueFlow Flow,
    QueueDay MonthBefore,
    QueueDay YearBefore,
    IReadOnlyList<QueueDay> Weeks);

/// <summary>A report that was made.</summary>
/// <param name="Number">Its number, for ever.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="Month">Year and month.</param>
/// <param name="AsOf">As known when.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">By whom.</param>
public sealed record ReportHead(long Number, string Authority, string Month, DateTimeOffset AsOf, DateTimeOffset MadeAt, string MadeBy);

/// <param name="Report">Its number and when it was made; absent of one that is only tried.</param>
/// <param name="Content">What it says.</param>
public sealed record ReportAnswer([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ReportHead? Report, ReportContent Content);
