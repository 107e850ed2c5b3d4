namespace Ehcp.Reporting.Measures;

/// <summary>What is counted by which day. The numbers are stored: none is given a new meaning.</summary>
internal enum Measure : short
{
    /// <summary>Final plans, by the day they were sent.</summary>
    PlansIssued = 1,

    /// <summary>Requests, by the day they were received.</summary>
    RequestsReceived = 2,

    /// <summary>Decisions whether to assess, by the day the family was notified.</summary>
    DecisionsToAssess = 3,

    /// <summary>Refusals to issue a plan, by the day the family was notified.</summary>
    RefusalsToIssue = 4,

    /// <summary>Decisions after a review, by the day the family was notified.</summary>
    ReviewDecisions = 5,

    /// <summary>Amended plans, by the day they were sent.</summary>
    AmendedPlans = 6,
}

/// <summary>How long a plan took. The numbers are stored.</summary>
internal enum PlanOutcome
{
    WithinTwentyWeeks = 0,
    ToFiftyTwoWeeks = 1,
    Later = 2,
    UnusableDates = 3,
}

/// <summary>What became of a request. Whether an open one is overdue depends on the day it is asked. The numbers are stored.</summary>
internal enum RequestOutcome
{
    InTime = 0,
    Late = 1,
    Open = 2,
    RefusedToAssess = 3,
    RefusedToIssue = 4,
    Closed = 5,
    CannotCompute = 6,
}

/// <summary>Whether a decision came in time. The numbers are stored.</summary>
internal enum DecisionOutcome
{
    InTime = 0,
    Late = 1,
    UnusableDates = 2,
}
