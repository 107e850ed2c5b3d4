using Ehcp.Contracts.Http;

namespace Ehcp.Reporting.Words;

/// <summary>The Scheduler's codes in words.</summary>
internal static class AlertWords
{
    private const string ByMail = "mail:";

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

    /// <summary>Why not the role that was asked for; null where it was that one.</summary>
    /// <param name="because">As the Scheduler says it: who was passed over and why, and at the end who was told.</param>
    internal static string? Because(string? because)
    {
        var passedOver = (because ?? "").Split(", ").Where(part => !part.EndsWith(" of the case", StringComparison.Ordinal));
        return string.Join(", ", passedOver.Select(part => string.Join(' ', part.Split(' ').Select(Role)))) is { Length: > 0 } words ? words : null;
    }

    /// <summary>Who said something.</summary>
    internal static string By(string caller) =>
        caller.StartsWith(ByMail, StringComparison.Ordinal) ? $"the {Role(caller[ByMail.Length..])}, from their e-mail" : caller;

    /// <summary>How often, from which day to which.</summary>
    internal static string Often(CaseDigest digest) => digest.Times == 1
        ? $"Once, {English.DateAndTime(digest.FirstAt)}"
        : $"{English.Count(digest.Times, "time", "times")}, {English.DateAndTime(digest.FirstAt)} to {English.DateAndTime(digest.LastAt)}";

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
