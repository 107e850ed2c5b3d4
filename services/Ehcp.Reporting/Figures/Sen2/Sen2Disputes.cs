using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>Whether there was mediation or a tribunal about each of a request's decisions; null where nobody can say.</summary>
/// <param name="Request">About the refusal to assess.</param>
/// <param name="Assessment">About the refusal to issue.</param>
/// <param name="Other">About anything else, such as what the plan says.</param>
internal sealed record Sen2Disputes(Sen2Dispute Request, Sen2Dispute Assessment, Sen2Dispute Other)
{
    /// <summary>Of an authority whose sources never told of any.</summary>
    internal static Sen2Disputes NotTold { get; } = new(default, default, default);

    /// <summary>Of a request without any, of an authority whose sources tell of them.</summary>
    internal static Sen2Disputes None { get; } = new(Sen2Dispute.None, Sen2Dispute.None, Sen2Dispute.None);

    /// <summary>Disputes of this case that could be about more than one request, by the id of the appeal.</summary>
    internal IReadOnlyList<string> NotTied { get; init; } = [];
}

/// <param name="Mediation">Whether there was mediation: a meeting held, an agreement or its end.</param>
/// <param name="Tribunal">Whether an appeal came to the tribunal.</param>
internal readonly record struct Sen2Dispute(bool? Mediation, bool? Tribunal)
{
    internal static Sen2Dispute None { get; } = new(false, false);

    internal Sen2Dispute With(bool mediation, bool tribunal) => new(Mediation == true || mediation, Tribunal == true || tribunal);
}

/// <summary>Ties each dispute of a case to the one request that it can be about.</summary>
internal static class Sen2DisputeReading
{
    /// <summary>Whether a fact is a step of mediation or of a tribunal.</summary>
    internal static bool IsDispute(Fact fact) => Steps(fact) is not null;

    /// <summary>The flags of each request of a case.</summary>
    /// <param name="facts">Those that stand.</param>
    /// <param name="plan">The plan of the case; what is about its contents is about the request it answered.</param>
    /// <param name="to">The last day that counts, inclusive.</param>
    internal static IReadOnlyDictionary<string, Sen2Disputes> Of(IReadOnlyList<Fact> facts, Sen2Plan? plan, DateOnly to)
    {
        var flags = new Dictionary<string, Sen2Disputes>(StringComparer.Ordinal);
        foreach (var appeal in facts.Select(fact => (Fact: fact, Step: Steps(fact))).Where(one => one.Step is { } step && step.On <= to)
            .GroupBy(one => one.Step!.Value.AppealId, StringComparer.Ordinal))
        {
            var steps = appeal.Select(one => one.Step!.Value).ToList();
            var (mediation, tribunal) = (steps.Exists(step => step.IsMediation), steps.Exists(step => step.IsTribunal));
            if (!mediation && !tribunal)
            {
                continue;
            }

            var about = steps.Select(step => step.About).FirstOrDefault(about => about is not null);
            var named = steps.Select(step => step.RequestId).FirstOrDefault(id => id is not null);
            var candidates = named is not null ? [named] : Candidates(about, steps.Min(step => step.On), facts, plan);
            foreach (var id in candidates)
            {
                var before = flags.GetValueOrDefault(id) ?? Sen2Disputes.None;
                flags[id] = candidates.Count > 1 ? Untied(before, about, appeal.Key) : about switch
                {
                    DisputedDecision.RefusalToAssess => before with { Request = before.Request.With(mediation, tribunal) },
                    DisputedDecision.RefusalToIssue => before with { Assessment = before.Assessment.With(mediation, tribunal) },
                    null => Untied(before, about, appeal.Key),
                    _ => before with { Other = before.Other.With(mediation, tribunal) },
                };
            }
        }

        return flags;
    }

    // What it could be about is not known, and so not "no" either. What is already known to be so stays.
    private static Sen2Disputes Untied(Sen2Disputes flags, DisputedDecision? about, string appealId) => flags with
    {
        Request = about is null or DisputedDecision.RefusalToAssess ? Open(flags.Request) : flags.Request,
        Assessment = about is null or DisputedDecision.RefusalToIssue ? Open(flags.Assessment) : flags.Assessment,
        Other = about is DisputedDecision.RefusalToAssess or DisputedDecision.RefusalToIssue ? flags.Other : Open(flags.Other),
        NotTied = [.. flags.NotTied, appealId],
    };

    private static Sen2Dispute Open(Sen2Dispute flag) => new(flag.Mediation == true ? true : null, flag.Tribunal == true ? true : null);

    private static List<string> Candidates(DisputedDecision? about, DateOnly soughtOn, IReadOnlyList<Fact> facts, Sen2Plan? plan)
    {
        bool IsInTime(DateOnly decidedOn) => decidedOn <= soughtOn && decidedOn >= soughtOn.AddMonths(-AppealLimits.MonthsOfAnAppeal);
        var toAssess = facts.OfType<AssessmentDecided>().Where(fact => fact.Decision == AssessmentDecision.Refuse && IsInTime(fact.NotifiedOn))
            .Select(fact => Sen2Facts.ProcessOf(fact));
        var toIssue = facts.OfType<IssueDecided>().Where(fact => fact.Decision == IssueDecision.NotIssue && IsInTime(fact.NotifiedOn))
            .Select(fact => Sen2Facts.ProcessOf(fact));
        var refused = (about switch
        {
            DisputedDecision.RefusalToAssess => toAssess,
            DisputedDecision.RefusalToIssue => toIssue,
            null => toAssess.Concat(toIssue),
            _ => plan is { HeldFrom: var from } && from <= soughtOn ? [plan.RequestId ?? Sen2Record.OfPlanHeld] : [],
        }).Distinct(StringComparer.Ordinal).ToList();
        return refused.Count > 0 ? refused
            : [.. facts.OfType<RequestReceived>().Where(fact => fact.ReceivedOn <= soughtOn).Select(fact => Sen2Facts.ProcessOf(fact))
                .Distinct(StringComparer.Ordinal)];
    }

    private static Step? Steps(Fact fact) => fact switch
    {
        MediationRequested one => new(Sen2Facts.ProcessOf(one), one.RequestedOn),
        MediationDeclined one => new(Sen2Facts.ProcessOf(one), one.ToldOn),
        MediationCertificateIssued one => new(Sen2Facts.ProcessOf(one), one.IssuedOn),
        MediationHeld one => new(Sen2Facts.ProcessOf(one), one.HeldOn) { IsMediation = true },
        MediationEnded one => new(Sen2Facts.ProcessOf(one), one.EndedOn) { IsMediation = true },
        MediationAgreed one => new(Sen2Facts.ProcessOf(one), one.AgreedOn) { IsMediation = true, About = one.About, RequestId = one.RequestId },
        AppealReceived one => new(Sen2Facts.ProcessOf(one), one.ReceivedOn) { IsTribunal = true, About = one.Against, RequestId = one.RequestId },
        AppealResponseSent one => new(Sen2Facts.ProcessOf(one), one.SentOn) { IsTribunal = true },
        AppealUnopposed one => new(Sen2Facts.ProcessOf(one), one.NotifiedOn) { IsTribunal = true, About = one.Against, RequestId = one.RequestId },
        AppealEnded one => new(Sen2Facts.ProcessOf(one), one.EndedOn) { IsTribunal = true },
        TribunalOrdered one => new(Sen2Facts.ProcessOf(one), one.OrderedOn) { IsTribunal = true, About = About(one.Order), RequestId = one.RequestId },
        DecisionReversed one when one.By is { } by and not ReversalRoute.Conceded => new(Sen2Facts.ProcessOf(one), one.EffectiveOn)
        {
            IsMediation = by == ReversalRoute.MediationAgreement,
            IsTribunal = by != ReversalRoute.MediationAgreement,
            About = one.Reversed,
            RequestId = one.RequestId,
        },
        _ => null,
    };

    private static DisputedDecision? About(TribunalOrder order) => order switch
    {
        TribunalOrder.Assess => DisputedDecision.RefusalToAssess,
        TribunalOrder.MakePlan => DisputedDecision.RefusalToIssue,
        TribunalOrder.Reassess => DisputedDecision.RefusalToReassess,
        TribunalOrder.AmendContents => DisputedDecision.Contents,
        TribunalOrder.AmendPlacement => DisputedDecision.Placement,
        TribunalOrder.Continue or TribunalOrder.ContinueAndAmend or TribunalOrder.DismissCease => DisputedDecision.Cease,
        _ => null,
    };

    private readonly record struct Step(string AppealId, DateOnly On)
    {
        internal bool IsMediation { get; init; }

        internal bool IsTribunal { get; init; }

        internal DisputedDecision? About { get; init; }

        internal string? RequestId { get; init; }
    }
}
