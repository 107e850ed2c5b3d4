using System.Collections.Frozen;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>The plan of a case, as modules 4 and 5 ask for it.</summary>
/// <param name="RequestId">The request that it answered; null where its making is not recorded here: held at go-live, or transferred in.</param>
/// <param name="HeldFrom">First day on which this authority had it.</param>
/// <param name="StartOn">Date of the plan: the day it was first sent; null where no event says it.</param>
/// <param name="CeasedOn">Day it ceased, within the year; null while it is active.</param>
/// <param name="CeaseReason">DfE's code of why; null while it is active.</param>
/// <param name="IsSuperseded">Whether another plan of the case took its place.</param>
internal sealed record Sen2Plan(
    string? RequestId, DateOnly HeldFrom, DateOnly? StartOn, DateOnly? CeasedOn = null, string? CeaseReason = null, bool IsSuperseded = false)
{
    /// <summary>DfE's code of the authority from which it was transferred in during the year; null where it was not.</summary>
    internal string? TransferredFrom { get; init; }

    /// <summary>The newest review whose meeting was held by the end of the year; null where none is known.</summary>
    internal Sen2Review? Review { get; init; }

    /// <summary>The move between phases of education that is due, in the year of the collection or the one before; null where none is known.</summary>
    internal Sen2PhaseTransfer? PhaseTransfer { get; init; }

    /// <summary>The setting, where it is one of DfE's numbers or codes; null where it is a name or not known.</summary>
    internal Sen2Setting? Setting { get; init; }

    /// <summary>SEN2 SENtype of the primary need.</summary>
    internal string? Need { get; init; }

    /// <summary>What a cessation says that lies before the plan began, which cannot be so.</summary>
    internal DateOnly? CeasedBefore { get; init; }

    /// <summary>A day after the year and up to the reference date on which it began or ceased; null where nothing changed.</summary>
    internal DateOnly? ChangedAfterYear { get; init; }

    /// <summary>Whether it is in module 5.</summary>
    internal bool IsActive => CeasedOn is null && !IsSuperseded;
}

/// <summary>One review.</summary>
/// <param name="MeetingOn">Day of the meeting; null where only the decision is known.</param>
/// <param name="Outcome">What was decided; null while nothing was, or where only its day is known.</param>
/// <param name="DraftOn">Day the notice of amendments, with the draft, was sent.</param>
/// <param name="DecidedOn">Day of the decision letter.</param>
internal sealed record Sen2Review(DateOnly? MeetingOn, ReviewDecision? Outcome, DateOnly? DraftOn, DateOnly? DecidedOn);

/// <summary>A move between phases of education.</summary>
/// <param name="Year">Calendar year of the move.</param>
/// <param name="DueOn">Last day for the amended plan that names the setting; null where it cannot be computed.</param>
/// <param name="FinalOn">Day that plan was sent, up to the reference date.</param>
internal sealed record Sen2PhaseTransfer(int Year, DateOnly? DueOn, DateOnly? FinalOn);

/// <summary>A setting by one of DfE's numbers or codes.</summary>
internal sealed record Sen2Setting(string? Urn, string? Ukprn, string? Type)
{
    private static readonly FrozenSet<string> Types =
        new[] { "OLA", "OPA", "EHE", "EYP", "OTH", "NEET", "NIEC", "NIEO" }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="setting">As the case system tells it; null for nothing.</param>
    internal static Sen2Setting? Of(string? setting) => setting switch
    {
        null => null,
        { Length: 6 } when setting.All(char.IsAsciiDigit) => new(setting, null, null),
        { Length: 8 } when setting.All(char.IsAsciiDigit) => new(null, setting, null),
        _ when Types.Contains(setting) => new(null, null, setting),
        _ => null,
    };
}

/// <summary>Reads the plan from the facts of a case that stand.</summary>
internal static class Sen2Plans
{
    /// <returns>The newest plan that the authority had by the end of the year; null where there is none, or it ceased before the year.</returns>
    internal static Sen2Plan? Of(IReadOnlyList<Fact> facts, Timeline timeline, Sen2Year year, DateOnly reference)
    {
        if (facts.OfType<CasePassedOn>().Any(passed => passed.HeldTo <= year.Last))
        {
            return null;
        }

        var ceased = facts.OfType<PlanCeased>().LastOrDefault();
        var begun = Begun(facts).Where(plan => plan.HeldFrom <= reference).OrderBy(plan => plan.HeldFrom).ToList();
        if (begun.FindLast(plan => plan.HeldFrom <= year.Last) is not { } newest)
        {
            return null;
        }

        var isOf = ceased is not null && ceased.CeasedOn >= newest.HeldFrom;
        if (isOf && ceased!.CeasedOn < year.First)
        {
            return null;
        }

        var ceasedInYear = isOf && ceased!.CeasedOn <= year.Last;
        return newest with
        {
            CeasedOn = ceasedInYear ? ceased!.CeasedOn : null,
            CeaseReason = ceasedInYear ? Code.Of(ceased!.Reason) : null,
            CeasedBefore = ceased is not null && !isOf && begun.Count == 1 ? ceased.CeasedOn : null,
            ChangedAfterYear = begun.Find(plan => plan.HeldFrom > year.Last)?.HeldFrom
                ?? (isOf && ceased!.CeasedOn > year.Last && ceased.CeasedOn <= reference ? ceased.CeasedOn : null),
            TransferredFrom = facts.OfType<PlanTransferredIn>().LastOrDefault(moved => moved.TransferredOn >= year.First && moved.TransferredOn <= year.Last)
                is { } moved ? Authorities.Find(moved.OldAuthority)?.DfeCode : null,
            Review = Review(facts, year),
            PhaseTransfer = PhaseTransfer(facts, timeline, year, reference),
            Setting = Sen2Setting.Of(timeline.Description.Setting),
            Need = timeline.Description.PrimaryNeed,
        };
    }

    // A plan held at go-live is the one that was sent or transferred in, where that is recorded too.
    private static IEnumerable<Sen2Plan> Begun(IReadOnlyList<Fact> facts)
    {
        List<Sen2Plan> plans =
        [
            .. facts.OfType<FinalPlanSent>().Select(plan => new Sen2Plan(Sen2Facts.ProcessOf(plan), plan.SentOn, plan.SentOn)),
            .. facts.OfType<PlanTransferredIn>().Select(plan => new Sen2Plan(null, plan.TransferredOn, plan.OriginalPlanOn)),
        ];
        return plans.Count > 0 ? plans : facts.OfType<PlanHeld>().Select(plan => new Sen2Plan(null, plan.MadeOn ?? plan.HeldOn, plan.MadeOn));
    }

    private static Sen2Review? Review(IReadOnlyList<Fact> facts, Sen2Year year)
    {
        var reviews = new Dictionary<string, Sen2Review>(StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case ReviewMeetingHeld held when held.HeldOn <= year.Last: Change(held, review => review with { MeetingOn = held.HeldOn }); break;
                case ReviewDecided decided when decided.NotifiedOn <= year.Last:
                    Change(decided, review => review with { Outcome = decided.Decision, DecidedOn = decided.NotifiedOn });
                    break;
                case AmendmentNoticeSent notice when notice.SentOn <= year.Last: Change(notice, review => review with { DraftOn = notice.SentOn }); break;
                default: break;
            }
        }

        var newest = reviews.Values.Where(review => review.MeetingOn is not null || review.DecidedOn is not null)
            .OrderBy(review => review.MeetingOn ?? review.DecidedOn).LastOrDefault();
        var earlier = facts.Select(fact => fact switch
        {
            PlanHeld held => held.LastReviewedOn,
            PlanTransferredIn moved => moved.LastReviewedOn,
            _ => null,
        }).Where(day => day <= year.Last).Max();
        return newest ?? (earlier is null ? null : new(null, null, null, earlier));

        void Change(Fact fact, Func<Sen2Review, Sen2Review> change) =>
            reviews[Sen2Facts.ProcessOf(fact)] = change(reviews.GetValueOrDefault(Sen2Facts.ProcessOf(fact)) ?? new(null, null, null, null));
    }

    private static Sen2PhaseTransfer? PhaseTransfer(IReadOnlyList<Fact> facts, Timeline timeline, Sen2Year year, DateOnly reference)
    {
        var due = facts.OfType<PhaseTransferDue>().Where(transfer => transfer.Year == year.Collection || transfer.Year == year.Collection - 1)
            .MaxBy(transfer => transfer.Year);
        if (due is null)
        {
            return null;
        }

        var sent = facts.Select(fact => fact switch
        {
            FinalPlanSent plan when plan.PhaseTransferYear == due.Year => plan.SentOn,
            AmendedPlanSent plan when plan.PhaseTransferYear == due.Year => plan.SentOn,
            _ => (DateOnly?)null,
        }).Where(day => day <= reference).Min();
        var lastDay = timeline.Clocks.Where(clock => clock.Milestone == Code.Of(Milestone.PhaseTransfer)).Select(clock => clock.LastDay)
            .Where(day => day?.Year == due.Year || day?.Year == due.Year - 1).Max();
        return new(due.Year, lastDay, sent);
    }
}
