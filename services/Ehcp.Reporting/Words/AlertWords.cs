using Ehcp.Contracts.Http;

namespace Ehcp.Reporting.Words;

/// <summary>The Scheduler's codes in words.</summary>
internal static class AlertWords
{
    /// <summary>What may be said to be done.</summary>
    internal static (string Code, string Words)[] Plans { get; } = [.. Acknowledging.Plans.Select(code => (code, Plan(code)))];

    internal static string Plan(string code) => code switch
    {
        "awaiting-advice" => "Waiting for advice",
        "draft-in-progress" => "A draft is being written",
        "awaiting-panel" => "Waiting for the panel",
        "awaiting-family" => "Waiting for the family",
        "other" => "Something else is being done",
        _ => English.Sentence(code),
    };

    internal static string Role(string code) => code switch
    {
        "send-mailbox" => "SEND mailbox",
        "head-of-send" => "head of SEND",
        _ => English.Words(code),
    };

    internal static string State(string code) => code switch
    {
        "planned" => "waits for the next mail",
        "sending" => "is being sent",
        "accepted" => "sent",
        "delivered" => "delivered",
        "failed" => "could not be delivered",
        "parked" => "could not be sent",
        "dropped" => "not sent, it no longer applied",
        _ => English.Words(code),
    };
}
