using System.Collections.Immutable;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Sums;

namespace Ehcp.Reporting.Figures.Months;

/// <summary>What the value of a figure is.</summary>
internal enum FigureUnit
{
    /// <summary>A share, 0 to 1.</summary>
    Share,

    /// <summary>A mean number of weeks.</summary>
    Weeks,

    /// <summary>A count.</summary>
    Number,
}

/// <summary>One number that a month is judged by. Each is read from a row of the measures; none counts anything of its own.</summary>
/// <param name="Code">Its name in answers and files.</param>
/// <param name="Words">What it is, for a heading.</param>
/// <param name="Value">The value, from what was counted and whether plans after mediation or a tribunal are left out.</param>
internal sealed record MonthFigure(string Code, Measure Measure, FigureUnit Unit, string Words, Func<Tally, bool, FigureValue> Value)
{
    /// <summary>Of figures of plans: the value from a row of plans; else null.</summary>
    internal Func<PlansIssuedRow, FigureValue>? Of { get; init; }

    /// <summary>Every figure, in the order in which readers are told of them.</summary>
    internal static ImmutableArray<MonthFigure> All { get; } =
    [
        Plans("plans-in-time-excluding-exemptions", FigureUnit.Share, "Plans sent within 20 weeks, without exemptions", row =>
            new(row.RateExcludingExemptions, row.WithinTwentyWeeksExcludingExemptions, row.PlansIssuedExcludingExemptions)),
        Plans("plans-in-time", FigureUnit.Share, "Plans sent within 20 weeks, with exemptions", row => new(row.Rate, row.WithinTwentyWeeks, row.PlansIssued)),
        Plans("mean-weeks-excluding-exemptions", FigureUnit.Weeks, "Mean weeks from request to plan, without exemptions", row =>
            new(row.MeanWeeksExcludingExemptions, null, null)),
        Plans("mean-weeks", FigureUnit.Weeks, "Mean weeks from request to plan, with exemptions", row => new(row.MeanWeeks, null, null)),
        new("requests-received", Measure.RequestsReceived, FigureUnit.Number, "Requests received", (tally, _) => Number(tally)),
        Decisions("decisions-to-assess", Measure.DecisionsToAssess, "Decided within 6 weeks whether to assess, of decisions notified"),
        Duties("requests-decided", Measure.RequestsDecided, "Decided within 6 weeks whether to assess, of requests received"),
        Decisions("refusals-to-issue", Measure.RefusalsToIssue, "Refusals to issue a plan notified within 16 weeks"),
        Decisions("review-decisions", Measure.ReviewDecisions, "Decided within 4 weeks of the review meeting"),
        Decisions("amended-plans", Measure.AmendedPlans, "Amended plans sent within 12 weeks of the review meeting"),
        Duties("annual-reviews", Measure.AnnualReviews, "Reviews completed within 12 months, of those due"),
        Duties("phase-transfers", Measure.PhaseTransfers, "Plans final by the day for a transfer between phases, of those due"),
        Duties("exemptions-told", Measure.ExemptionsTold, "Exemptions of which the family was told, of those claimed"),
        new("refusals-reversed", Measure.RefusalsReversed, FigureUnit.Number, "Refusals reversed", (tally, _) => Number(tally)),
    ];

    private static MonthFigure Plans(string code, FigureUnit unit, string words, Func<PlansIssuedRow, FigureValue> value) =>
        new(code, Measure.PlansIssued, unit, words, (tally, leavesOutDisputed) => value(PlansIssuedRow.Of("", tally, leavesOutDisputed))) { Of = value };

    private static MonthFigure Decisions(string code, Measure measure, string words) => new(code, measure, FigureUnit.Share, words, (tally, _) =>
        DecisionsRow.Of("", tally) is var row ? new(row.Rate, row.InTime, row.Decisions) : default!);

    private static MonthFigure Duties(string code, Measure measure, string words) => new(code, measure, FigureUnit.Share, words, (tally, _) =>
        DutiesRow.Of("", tally) is var row ? new(row.Rate, row.InTime, row.InTime + row.Late + row.OpenOverdue) : default!);

    private static FigureValue Number(Tally tally) => tally.Count(_ => true) is var count ? new(count, null, null) : default!;
}
