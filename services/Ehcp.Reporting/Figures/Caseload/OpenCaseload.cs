using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>Requests that have no outcome yet.</summary>
/// <param name="Open">All of them: those in <paramref name="Weeks"/> and <paramref name="CannotCompute"/>.</param>
/// <param name="Overdue">Of them, those past the last day of the limit that applies: the 20 weeks or, after a reversed refusal, the one that follows from
/// it.</param>
/// <param name="OverdueWithExemption">Of the overdue, those with an exemption claimed on the final plan.</param>
/// <param name="CannotCompute">Of the open, those whose 20 weeks cannot be measured; they are in no week.</param>
/// <param name="MedianDays">Half of the others have been open for at most so many days; null when there are none.</param>
/// <param name="Oldest">The one received first; null when there is none.</param>
/// <param name="Weeks">By week of the process, every band, also empty ones.</param>
/// <param name="WaitingOn">Whose move it is.</param>
/// <param name="Due">Those whose last day is near.</param>
public sealed record OpenCaseload(
    int Open,
    int Overdue,
    int OverdueWithExemption,
    int CannotCompute,
    int? MedianDays,
    OldestRequest? Oldest,
    IReadOnlyList<OpenInWeek> Weeks,
    IReadOnlyList<WaitedOn> WaitingOn,
    IReadOnlyList<DueWithin> Due);

/// <param name="WorkingDays">Within how many working days from the day of the caseload, that day itself included.</param>
/// <param name="To">The last of them.</param>
/// <param name="Open">Open requests whose 20 weeks end from the day of the caseload to then, both included.</param>
/// <param name="WithExemption">Of them, those with an exemption claimed on the final plan.</param>
public sealed record DueWithin(int WorkingDays, DateOnly To, int Open, int WithExemption);

/// <param name="Days">Days since receipt.</param>
/// <param name="ReceivedOn">London date of receipt.</param>
/// <param name="LastDay">Last day in time for its plan, inclusive, by the limit that applies.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">Only for those who may see the case.</param>
public sealed record OldestRequest(
    int Days,
    DateOnly ReceivedOn,
    DateOnly LastDay,
    DateOnly? LastWorkingDay,
    string Authority,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CaseReference)
{
    /// <summary>The team that holds it; null for none.</summary>
    internal string? Team { get; init; }

    /// <summary>The case, where it is named.</summary>
    internal IEnumerable<Seen> Seen() => CaseReference is null ? [] : [Hosting.Gate.Seen.Case(Authority, CaseReference, Team)];
}

/// <param name="Week">Name of the band, e.g. <c>6</c> or <c>21-26</c>.</param>
/// <param name="From">First week of the band.</param>
/// <param name="To">Last week of the band; absent in the last one.</param>
/// <param name="Open">Open requests in it.</param>
/// <param name="WithExemption">Of them, those with an exemption claimed on the final plan.</param>
public sealed record OpenInWeek(
    string Week,
    int From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? To,
    int Open,
    int WithExemption);

/// <param name="Whom"><c>authority</c>, <c>advice</c>, <c>family</c> or <c>setting</c>.</param>
/// <param name="AdviceType">With <c>advice</c>: which.</param>
/// <param name="Open">Open requests that wait for it; one that waits for two kinds of advice is counted with both.</param>
public sealed record WaitedOn(
    string Whom,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AdviceType,
    int Open);
