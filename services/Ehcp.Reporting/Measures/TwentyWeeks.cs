using Ehcp.Contracts;

namespace Ehcp.Reporting.Measures;

/// <summary>The one place that says what a request counts as. <see cref="Slots"/> says it again for the database, and a test that they agree.</summary>
internal static class TwentyWeeks
{
    /// <summary>The last day in time is so many days after receipt, whatever other limit applies.</summary>
    internal const int Days = 140;

    /// <summary>Fifty-two weeks.</summary>
    internal const int YearDays = 364;

    /// <summary>Six weeks for the decision whether to assess.</summary>
    internal const int DecisionDays = 42;

    /// <summary>Sixteen weeks for notice that there will be no plan.</summary>
    internal const int RefusalDays = 112;

    /// <summary>A decision notified before its request was received says nothing of either date.</summary>
    internal static DecisionOutcome Of(DateOnly notifiedOn, KnownRequest request, int days) =>
        !request.ReceivedOnUsable || request.ReceivedOn is not { } receivedOn || notifiedOn < receivedOn ? DecisionOutcome.UnusableDates
        : notifiedOn <= receivedOn.AddDays(days) ? DecisionOutcome.InTime
        : DecisionOutcome.Late;

    internal static PlanOutcome Of(DateOnly sentOn, KnownRequest request) =>
        !request.ReceivedOnUsable || request.ReceivedOn is not { } receivedOn ? PlanOutcome.UnusableDates
        : sentOn <= receivedOn.AddDays(Days) ? PlanOutcome.WithinTwentyWeeks
        : sentOn <= receivedOn.AddDays(YearDays) ? PlanOutcome.ToFiftyTwoWeeks
        : PlanOutcome.Later;

    /// <summary>The first that fits takes the request. A plan outranks the refusal that a tribunal reversed on the way to it.</summary>
    internal static RequestOutcome Of(KnownRequest request) => request switch
    {
        { PlanSentOn: { } sentOn } => Of(sentOn, request) switch
        {
            PlanOutcome.UnusableDates => RequestOutcome.CannotCompute,
            PlanOutcome.WithinTwentyWeeks => RequestOutcome.InTime,
            _ => RequestOutcome.Late,
        },
        { AssessmentDecision: "refuse" } => RequestOutcome.RefusedToAssess,
        { IssueDecision: "not-issue" } => RequestOutcome.RefusedToIssue,
        { ClosedOn: not null } => RequestOutcome.Closed,
        { ReceivedOnUsable: false } or { ReceivedOn: null } or { CannotComputeBecause: not null } => RequestOutcome.CannotCompute,
        _ => RequestOutcome.Open,
    };

    /// <summary>Open requests received before this day are overdue on <paramref name="day"/>.</summary>
    internal static DateOnly OverdueBefore(DateOnly day) => day.AddDays(-Days);
}
