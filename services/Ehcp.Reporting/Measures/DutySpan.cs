using Ehcp.Contracts;

namespace Ehcp.Reporting.Measures;

/// <summary>One duty as it was known during a span of ledger time: what the measures of duties are counted from.</summary>
/// <param name="Duty"><c>annual-review</c>, <c>phase-transfer</c> or <c>exemption-told</c>.</param>
/// <param name="DutyId">Which of the case's duties of that kind.</param>
/// <param name="KnownFrom">First instant of the span, UTC, inclusive.</param>
/// <param name="KnownTo">End of the span, UTC, exclusive; null while it is what is known now.</param>
/// <param name="DueOn">The last day in time, inclusive; of an exemption the day of the claim. Null when it cannot be computed.</param>
/// <param name="DoneOn">Day on which it was done.</param>
/// <param name="ClosedOn">Day on which something else ended it.</param>
/// <param name="Team">Team that held the case.</param>
/// <param name="Area">Area.</param>
/// <param name="PrimaryNeed">SEN2 SENtype code.</param>
/// <param name="HeldBefore">Authorities that held it before this one, the first first; null when there were none.</param>
internal sealed record KnownDuty(
    string Duty,
    string DutyId,
    DateTimeOffset KnownFrom,
    DateTimeOffset? KnownTo = null,
    DateOnly? DueOn = null,
    DateOnly? DoneOn = null,
    DateOnly? ClosedOn = null,
    string? Team = null,
    string? Area = null,
    string? PrimaryNeed = null,
    IReadOnlyList<FormerHolder>? HeldBefore = null)
{
    /// <summary>Whether another span says the same, whenever each was known.</summary>
    internal bool SaysTheSame(KnownDuty other) =>
        this == other with { KnownFrom = KnownFrom, KnownTo = KnownTo, HeldBefore = HeldBefore }
        && (HeldBefore ?? []).SequenceEqual(other.HeldBefore ?? []);
}

/// <summary>A row of <c>known_duty</c>.</summary>
internal readonly record struct DutySpan(string Authority, string CaseReference, KnownDuty Known) : IKnownSpan<DutySpan>
{
    public (string Authority, string CaseReference, string Id, DateTimeOffset KnownFrom) Key =>
        (Authority, CaseReference, $"{Known.Duty} {Known.DutyId}", Known.KnownFrom);

    public DateTimeOffset? KnownTo => Known.KnownTo;

    public bool SaysTheSame(DutySpan other) => Key == other.Key && Known.KnownTo == other.Known.KnownTo && Known.SaysTheSame(other.Known);

    public DutySpan During(DateTimeOffset from, DateTimeOffset? to) => this with { Known = Known with { KnownFrom = from, KnownTo = to } };
}
