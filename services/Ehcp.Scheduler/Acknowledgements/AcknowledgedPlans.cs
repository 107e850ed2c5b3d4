using Ehcp.Contracts.Http;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>What may be said to be done (<see cref="Acknowledging.Plans"/>), in the words of a mail.</summary>
internal static class AcknowledgedPlans
{
    internal static IEnumerable<(string Code, string Words)> All => Acknowledging.Plans.Select(code => (code, WordsOf(code)));

    internal static string WordsOf(string code) => code switch
    {
        "awaiting-advice" => "awaiting advice",
        "draft-in-progress" => "draft in progress",
        "awaiting-panel" => "awaiting the panel",
        "awaiting-family" => "awaiting the family",
        "other" => "being dealt with",
        _ => code,
    };
}
