using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>One statutory time limit as dated data: which event starts it, how it is counted, what ends it, and where the law says so.</summary>
/// <param name="Id">Id of this version of the rule; a change of the law is a new id beside the old one.</param>
/// <param name="Milestone">What must be done.</param>
/// <param name="Duty">The duty in words.</param>
/// <param name="Trigger">The event that starts it.</param>
/// <param name="Shape">How it is counted, with its length and unit.</param>
/// <param name="EndedBy">The events that are its own outcome.</param>
/// <param name="ClosedBy">The events after which the outcome is no longer due.</param>
/// <param name="Grounds">The exemptions the law allows for it.</param>
/// <param name="Source">The provision that sets it.</param>
public sealed record TimeLimit(
    string Id,
    Milestone Milestone,
    string Duty,
    LimitTrigger Trigger,
    LimitShape Shape,
    ImmutableArray<FactMatch> EndedBy,
    ImmutableArray<FactMatch> ClosedBy,
    ImmutableArray<AllowedGround> Grounds,
    LegalSource Source)
{
    /// <summary>The milestone as it is written, e.g. <c>final-plan</c>.</summary>
    public string MilestoneCode { get; } = Code.Of(Milestone);

    /// <summary>Whom the limit binds.</summary>
    public Bearer Bearer { get; init; } = Bearer.Authority;

    /// <summary>First day it applies to, of the event that <see cref="InForceBy"/> names.</summary>
    public DateOnly InForceFrom { get; init; } = new(2014, 9, 1);

    /// <summary>Last day it applies to, included; null while it is in force.</summary>
    public DateOnly? InForceTo { get; init; }

    /// <summary>Which event's day decides whether it applies.</summary>
    public InForceBy InForceBy { get; init; }

    /// <summary>The children and young people it is for; null for all.</summary>
    public Cohort? Cohort { get; init; }

    /// <summary>What it means that the last day has passed without an outcome.</summary>
    public AfterLastDay AfterLastDay { get; init; } = AfterLastDay.Overdue;

    /// <summary>Whether it binds for a detained person alone, whose limits are in SI 2015/62, or for everybody else alone; null where it makes no
    /// difference. Who is detained or released in mid-assessment keeps the first date: SI 2015/62, reg. 15.</summary>
    public bool? ForDetainedPersons { get; init; }

    /// <summary>Whether it runs only where custody began or ended in mid-assessment.</summary>
    public bool OnlyAfterCustodyChange { get; init; }

    /// <summary>Whether it is no duty but says from when something may be done.</summary>
    public bool IsPermission { get; init; }

    /// <summary>Whether it forbids its outcome until the last day has passed: one that comes before is a breach.</summary>
    public bool ForbidsUntilThen { get; init; }

    /// <summary>Whether a closing event after the last day leaves the duty missed: the closing is what follows when it is.</summary>
    public bool IsMissedWhenClosedLate { get; init; }

    /// <summary>Events of the same process that keep it from running at all.</summary>
    public ImmutableArray<FactMatch> Unless { get; init; } = [];

    /// <summary>Events of the same process without one of which it does not run; empty when it needs none.</summary>
    public ImmutableArray<FactMatch> OnlyWith { get; init; } = [];

    /// <summary>Whether it runs only in a case that has a plan; in mid-assessment it does not.</summary>
    public bool NeedsPlan { get; init; }

    /// <summary>Refusals that close it and, once reversed without an order or agreement, no longer do.</summary>
    public ImmutableArray<DisputedDecision> Refusals { get; init; } = [];

    /// <summary>Whether its clocks are named after their trigger as well as their process, because other events start clocks of the same milestone.</summary>
    public bool NamesItsTrigger { get; init; }

    /// <summary>How many months before its trigger an outcome may lie; 0 when it can only follow.</summary>
    public int OutcomeMonthsAhead { get; init; }

    /// <summary>A sentence that every explanation of it ends with; empty when there is nothing to add.</summary>
    public string Note { get; init; } = "";

    /// <summary>The regulation as cited, e.g. <c>SEND Regulations 2014 (SI 2014/1530), reg. 13(2)</c>.</summary>
    public string Citation => Source.Citation;

    /// <summary>Whether the provision has been read in a primary source; what has not is computed all the same, and marked.</summary>
    public bool Verified => Source.Verified;

    /// <summary>Whether a trigger on <paramref name="day"/> falls under this version of the rule.</summary>
    /// <param name="day">Date of the trigger.</param>
    public bool InForceOn(DateOnly day) => day >= InForceFrom && !(day > InForceTo);
}

/// <summary>Which day decides whether a version of a rule applies.</summary>
public enum InForceBy
{
    /// <summary>The day of the event that starts the limit.</summary>
    Trigger,

    /// <summary>The day of the request that the process goes back to, as a saving provision has it: who asked under the old law stays under it. Where no
    /// request is recorded, the day of the event that starts the limit.</summary>
    Request,
}

/// <summary>The children and young people that a rule is for. What is not known of a case does not fit.</summary>
/// <param name="YearGroupFrom">First National Curriculum year, included; null for no lower bound.</param>
/// <param name="YearGroupTo">Last National Curriculum year, included; null for no upper bound.</param>
/// <param name="PlanMadeBefore">Day before which the plan was made; null for whenever.</param>
/// <param name="PlanMadeFrom">First day on which the plan may have been made, included; null for whenever.</param>
public sealed record Cohort(int? YearGroupFrom = null, int? YearGroupTo = null, DateOnly? PlanMadeBefore = null, DateOnly? PlanMadeFrom = null)
{
    /// <summary>Whether a child or young person belongs to it.</summary>
    /// <param name="yearGroup">National Curriculum year; null when it is not known.</param>
    /// <param name="planMadeOn">Day the plan was first made; null when it is not known.</param>
    public bool Includes(int? yearGroup, DateOnly? planMadeOn) =>
        ((YearGroupFrom is null && YearGroupTo is null) || (yearGroup is { } year && !(year < YearGroupFrom) && !(year > YearGroupTo)))
        && (PlanMadeBefore is null || planMadeOn < PlanMadeBefore)
        && (PlanMadeFrom is null || planMadeOn >= PlanMadeFrom);
}

/// <summary>Whom a limit binds: whose duty it is, or whose time.</summary>
public enum Bearer
{
    /// <summary>The local authority.</summary>
    Authority,

    /// <summary>Whoever was asked for advice. Reg. 8(1) binds a body of section 31 of the Act; the Code of Practice speaks of the rest.</summary>
    AdviceGiver,

    /// <summary>A school or other institution that was consulted.</summary>
    Institution,

    /// <summary>The family: it is their time, and nobody owes them to use it.</summary>
    Family,

    /// <summary>The mediation adviser or the mediator.</summary>
    MediationAdviser,

    /// <summary>A commissioning body of health.</summary>
    CommissioningBody,
}

/// <summary>What it means that the last day of a limit has passed without an outcome.</summary>
public enum AfterLastDay
{
    /// <summary>The duty is overdue.</summary>
    Overdue,

    /// <summary>Nothing yet: the limit binds one outcome only, and another may be decided on.</summary>
    StaysOpen,

    /// <summary>The period has been given: it is a minimum for the family.</summary>
    Met,

    /// <summary>The time has run out and nobody is shown to be late: it was the family's, or no event records what was done.</summary>
    Lapses,
}

/// <summary>A ground of exemption that a limit allows.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Provision">The provision that allows it, e.g. <c>reg. 10(4)(a)</c>.</param>
/// <param name="From">First day of the window it was law in; null when it has no window.</param>
/// <param name="To">Last day of that window.</param>
/// <param name="LeastDays">How many continuous days an absence or a closure must last at least.</param>
public sealed record AllowedGround(Ground Ground, string Provision, DateOnly? From = null, DateOnly? To = null, int LeastDays = 28);

/// <summary>Where the law says so.</summary>
/// <param name="Instrument">Act, instrument or case as cited.</param>
/// <param name="Provision">Provision within it, e.g. <c>reg. 13(2)</c>.</param>
public sealed record LegalSource(string Instrument, string Provision)
{
    /// <summary>Instrument and provision together.</summary>
    public string Citation => $"{Instrument}, {Provision}";

    /// <summary>Who read it, and how; null of a provision that is not in the list of what was read.</summary>
    public SourceReading? Reading => Readings.Find(Citation);

    /// <summary>Whether it has been read in a primary source.</summary>
    public bool Verified => Reading is { Finding: Finding.Primary };
}
