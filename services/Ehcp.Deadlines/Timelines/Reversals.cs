using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>A refusal that was reversed: whether limits of its own follow, or the original ones stand.</summary>
/// <param name="Refusal">The refusal.</param>
/// <param name="Fact">The event that reversed it.</param>
/// <param name="Route">Where the original limits stand, why they do; null where an order, an agreement or reg. 45 sets others.</param>
internal readonly record struct Reversal(DisputedDecision Refusal, KeptFact Fact, Reopening? Route)
{
    internal DateOnly On => Fact.On!.Value;

    /// <summary>Whether a decision of this day no longer stands.</summary>
    internal bool Undoes(DateOnly? decidedOn) => decidedOn <= On;
}

/// <summary>Which request each reversal is about, and which decision each mediation certificate: no id of the events says so, and where the dates do not
/// either it is told.</summary>
internal sealed class Reversals
{
    private readonly Dictionary<string, Reversal> _byRequest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptFact> _decisionByCertificate = new(StringComparer.Ordinal);

    /// <summary>Null when the case knows no appeal or mediation at all.</summary>
    internal static Reversals? In(ReadOnlySpan<KeptFact> all, List<Uncomputed> notComputed)
    {
        Reversals? reversals = null;
        for (var start = 0; start < all.Length; start++)
        {
            if (all[start].Type.Process != ProcessKind.Appeal)
            {
                continue;
            }

            var end = start + 1;
            while (end < all.Length && all[end].Type.Process == ProcessKind.Appeal && all[end].ProcessId == all[start].ProcessId)
            {
                end++;
            }

            reversals ??= new();
            reversals.Add(all[start..end], all, notComputed);
            start = end - 1;
        }

        return reversals;
    }

    /// <summary>The reversal of a refusal of this request; of several the one that sets limits of its own, else the latest.</summary>
    internal Reversal? Of(string requestId) => _byRequest.TryGetValue(requestId, out var reversal) ? reversal : null;

    /// <summary>The date of the decision that the certificate of this appeal is about.</summary>
    internal DateOnly? DecidedOn(string appealId) => _decisionByCertificate.TryGetValue(appealId, out var decision) ? decision.On : null;

    /// <summary>The day of the certificate about this decision.</summary>
    internal KeptFact? CertificateOf(in KeptFact decision, ReadOnlySpan<KeptFact> all)
    {
        foreach (ref readonly var fact in all)
        {
            if (fact.Fact is MediationCertificateIssued && _decisionByCertificate.TryGetValue(fact.ProcessId, out var about)
                && about.Type == decision.Type && about.ProcessId == decision.ProcessId)
            {
                return fact;
            }
        }

        return null;
    }

    private void Add(ReadOnlySpan<KeptFact> appeal, ReadOnlySpan<KeptFact> all, List<Uncomputed> notComputed)
    {
        if (ReversalIn(appeal) is { Fact.On: not null } reversal)
        {
            Link(reversal, SoughtOn(appeal), all, notComputed);
        }

        foreach (ref readonly var fact in appeal)
        {
            if (fact.Fact is MediationCertificateIssued && fact.On is { } issuedOn)
            {
                Link(fact, issuedOn, About(appeal), all, notComputed);
            }
        }
    }

    // An order goes before an agreement, that before reg. 45; a decision-reversed of the same appeal only marks what they say.
    private static Reversal? ReversalIn(ReadOnlySpan<KeptFact> appeal)
    {
        KeptFact? ordered = null, agreed = null, unopposed = null, reversed = null;
        foreach (ref readonly var fact in appeal)
        {
            switch (fact.Fact)
            {
                case TribunalOrdered: ordered = fact; break;
                case MediationAgreed: agreed = fact; break;
                case AppealUnopposed: unopposed = fact; break;
                case DecisionReversed: reversed = fact; break;
                default: break;
            }
        }

        return (ordered ?? agreed ?? unopposed ?? reversed) is { } strongest && RefusalOf(strongest.Fact) is { } refusal
            ? new(refusal, strongest, RouteOf(strongest.Fact))
            : null;
    }

    private static DisputedDecision? RefusalOf(Fact fact) => fact switch
    {
        TribunalOrdered { Order: TribunalOrder.Assess } => DisputedDecision.RefusalToAssess,
        TribunalOrdered { Order: TribunalOrder.MakePlan } => DisputedDecision.RefusalToIssue,
        MediationAgreed { About: (DisputedDecision.RefusalToAssess or DisputedDecision.RefusalToIssue) and var about } => about,
        AppealUnopposed { Against: (DisputedDecision.RefusalToAssess or DisputedDecision.RefusalToIssue) and var against } => against,
        DecisionReversed { Reversed: (DisputedDecision.RefusalToAssess or DisputedDecision.RefusalToIssue) and var reversed } => reversed,
        _ => null,
    };

    private static Reopening? RouteOf(Fact fact) => fact switch
    {
        DecisionReversed { By: ReversalRoute.Conceded } => Reopening.Conceded,
        DecisionReversed { By: null } => Reopening.Unknown,
        _ => null,
    };

    private void Link(in Reversal reversal, DateOnly? soughtOn, ReadOnlySpan<KeptFact> all, List<Uncomputed> notComputed)
    {
        if (RequestNamedBy(reversal.Fact.Fact) is { } named)
        {
            Link(reversal, named);
            return;
        }

        var (refused, refusals) = Candidate(reversal.Refusal, soughtOn ?? reversal.On, soughtOn?.AddMonths(-AppealLimits.MonthsOfAnAppeal), all);
        var (received, receipts) = refusals > 0 ? (null, 0) : Candidate(null, soughtOn ?? reversal.On, null, all);
        if (refusals + receipts == 1)
        {
            Link(reversal, (refused ?? received)!.Value.ProcessId);
        }
        else if (refusals + receipts > 1)
        {
            notComputed.Add(new($"appeal {reversal.Fact.ProcessId}", $"The facts do not say which request the {reversal.Fact.Type.Name} of {EnglishDates.Plain(reversal.On)} is about: {refusals + receipts} are possible."));
        }
        else if (reversal.Route is not null && reversal.Fact.Told is not AskedFact { OtherDate: not null })
        {
            notComputed.Add(
                new($"appeal {reversal.Fact.ProcessId}",
                "No request is recorded that this reversal could be about, so the original limit, which stands where it was conceded without an order, cannot "
                + "be said."));
        }
    }

    private void Link(in Reversal reversal, string requestId)
    {
        if (!_byRequest.TryGetValue(requestId, out var other) || Outweighs(reversal, other))
        {
            _byRequest[requestId] = reversal;
        }
    }

    private static string? RequestNamedBy(Fact fact) => fact switch
    {
        TribunalOrdered ordered => ordered.RequestId,
        MediationAgreed agreed => agreed.RequestId,
        AppealUnopposed unopposed => unopposed.RequestId,
        DecisionReversed reversed => reversed.RequestId,
        _ => null,
    };

    private static bool Outweighs(in Reversal one, in Reversal other) =>
        (one.Route is null) != (other.Route is null) ? one.Route is null
        : one.On != other.On ? one.On > other.On
        : string.CompareOrdinal(one.Fact.ProcessId, other.Fact.ProcessId) > 0;

    /// <summary>The one request refused, or without a refusal received, between two days; and how many there are.</summary>
    private static (KeptFact? Only, int Count) Candidate(DisputedDecision? refusal, DateOnly to, DateOnly? from, ReadOnlySpan<KeptFact> all)
    {
        KeptFact? only = null;
        var count = 0;
        foreach (ref readonly var fact in all)
        {
            var fits = refusal switch
            {
                DisputedDecision.RefusalToAssess => fact.Fact is AssessmentDecided { Decision: AssessmentDecision.Refuse },
                DisputedDecision.RefusalToIssue => fact.Fact is IssueDecided { Decision: IssueDecision.NotIssue },
                _ => fact.Fact is RequestReceived,
            };
            if (fits && fact.On <= to && !(fact.On < from))
            {
                only = fact;
                count++;
            }
        }

        return (only, count);
    }

    private void Link(in KeptFact certificate, DateOnly issuedOn, DisputedDecision? about, ReadOnlySpan<KeptFact> all, List<Uncomputed> notComputed)
    {
        KeptFact? only = null;
        var count = 0;
        foreach (ref readonly var fact in all)
        {
            if (fact.On <= issuedOn && fact.On >= issuedOn.AddMonths(-AppealLimits.MonthsOfAnAppeal) && Appealable(fact.Fact) is { IsEmpty: false } decisions
                && (about is null || decisions.Contains(about.Value)))
            {
                only = fact;
                count++;
            }
        }

        if (count == 1)
        {
            _decisionByCertificate[certificate.ProcessId] = only!.Value;
        }
        else if (count > 1)
        {
            notComputed.Add(
                new($"appeal {certificate.ProcessId}",
                $"The facts do not say which decision the mediation certificate of {EnglishDates.Plain(issuedOn)} is about: {count} are possible."));
        }
    }

    private static ReadOnlySpan<DisputedDecision> Appealable(Fact fact) => fact switch
    {
        AssessmentDecided { Decision: AssessmentDecision.Refuse } => [DisputedDecision.RefusalToAssess],
        IssueDecided { Decision: IssueDecision.NotIssue } => [DisputedDecision.RefusalToIssue],
        ReassessmentDecided { Decision: AssessmentDecision.Refuse } => [DisputedDecision.RefusalToReassess],
        FinalPlanSent or AmendedPlanSent or AmendmentRefused or ReviewDecided { Decision: ReviewDecision.Maintain } =>
            [DisputedDecision.Contents, DisputedDecision.Placement],
        ReviewDecided { Decision: ReviewDecision.Cease } => [DisputedDecision.Cease],
        _ => [],
    };

    private static DateOnly? SoughtOn(ReadOnlySpan<KeptFact> appeal)
    {
        DateOnly? earliest = null;
        foreach (ref readonly var fact in appeal)
        {
            if (fact.Fact is AppealReceived or MediationRequested or MediationCertificateIssued && (earliest is null || fact.On < earliest))
            {
                earliest = fact.On;
            }
        }

        return earliest;
    }

    private static DisputedDecision? About(ReadOnlySpan<KeptFact> appeal)
    {
        foreach (ref readonly var fact in appeal)
        {
            var about = fact.Fact switch
            {
                AppealReceived received => received.Against,
                AppealUnopposed unopposed => unopposed.Against,
                MediationAgreed agreement => agreement.About,
                DecisionReversed reversal => reversal.Reversed,
                _ => default,
            };
            if (about != default)
            {
                return about;
            }
        }

        return null;
    }
}
