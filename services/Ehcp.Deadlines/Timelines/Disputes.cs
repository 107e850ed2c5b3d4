using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Mediation and tribunal, as the published figures ask for them: whether there was any about a refusal, not how it ended.</summary>
internal static class Disputes
{
    /// <param name="from">First day, included; null for no beginning.</param>
    /// <param name="to">Last day, included; null for no end.</param>
    internal static bool Any(ReadOnlySpan<KeptFact> all, DateOnly? from, DateOnly? to)
    {
        foreach (ref readonly var fact in all)
        {
            if (fact.Type.Process == ProcessKind.Appeal && fact.On is { } on && !(on < from) && !(on > to) && IsMediationOrTribunal(fact) && MayBeAboutARefusal(fact.ProcessId, all))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMediationOrTribunal(in KeptFact fact) => fact.Fact is not DecisionReversed { By: null or ReversalRoute.Conceded };

    // A request for mediation and a certificate do not say what they are about; another event of the same appeal may.
    private static bool MayBeAboutARefusal(string appealId, ReadOnlySpan<KeptFact> all)
    {
        var isAboutSomethingElse = false;
        foreach (ref readonly var fact in all)
        {
            if (fact.Type.Process != ProcessKind.Appeal || fact.ProcessId != appealId || IsAboutARefusal(fact.Fact) is not { } isAbout)
            {
                continue;
            }

            if (isAbout)
            {
                return true;
            }

            isAboutSomethingElse = true;
        }

        return !isAboutSomethingElse;
    }

    private static bool? IsAboutARefusal(Fact fact) => fact switch
    {
        AppealReceived appeal => IsRefusal(appeal.Against),
        AppealUnopposed appeal => IsRefusal(appeal.Against),
        MediationAgreed agreement => IsRefusal(agreement.About),
        DecisionReversed reversal => IsRefusal(reversal.Reversed),
        TribunalOrdered ordered => ordered.Order is TribunalOrder.Assess or TribunalOrder.MakePlan,
        _ => null,
    };

    private static bool? IsRefusal(DisputedDecision about) => about == default ? null : about is DisputedDecision.RefusalToAssess or DisputedDecision.RefusalToIssue;
}
