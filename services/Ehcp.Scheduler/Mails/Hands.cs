using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Mails;

/// <summary>In whose hands a duty is, where it is not the authority's.</summary>
internal static class Hands
{
    /// <summary>Who has it, from the limit itself; null when the authority has, or when it is the family's own affair.</summary>
    internal static string? Of(TimeLimit? limit) => limit switch
    {
        { Bearer: Bearer.AdviceGiver } => "the advice-giver",
        { Bearer: Bearer.Institution } => "the setting",
        { Bearer: Bearer.MediationAdviser } => "the mediation adviser",
        { Bearer: Bearer.CommissioningBody } => "the commissioning body",
        { AfterLastDay: AfterLastDay.Met } when limit.EndedBy.Any(IsPlan) => "the family", // its days for representations
        _ => null,
    };

    /// <summary>The same of advice, whose request says by whom it is given.</summary>
    internal static string Of(AdviceType advice) => advice switch
    {
        AdviceType.EducationalPsychology => "the educational psychologist",
        AdviceType.School => "the school or college",
        AdviceType.Health => "the health body",
        AdviceType.SocialCare => "social care",
        AdviceType.Parent => "the family",
        _ => "the advice-giver",
    };

    private static bool IsPlan(FactMatch match) => match.Type == FactCatalogue.Of<FinalPlanSent>() || match.Type == FactCatalogue.Of<AmendedPlanSent>();
}
