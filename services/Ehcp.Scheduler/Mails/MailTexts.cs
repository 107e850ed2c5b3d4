using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Mails;

/// <summary>What the API description says of mails and of addresses that mail does not reach.</summary>
internal static class MailTexts
{
    private const string Mails = "Mails";
    private const string Addresses = "Refused addresses";

    private static readonly RouteBody SomeAddresses = new("application/json", new JsonArray("officer@council.example"));

    internal static RouteText ListParkedMails { get; } = new(
        nameof(ListParkedMails), Mails, "List mails that were refused or given up, newest first",
        "Of the authorities of the key. A mail that tells of no case is shown to a key of every authority only.")
    {
        Parameters =
        [
            RouteParameter.Limit(ParkedMails.MostAtOnce, ParkedMails.MostAtOnce),
            new("after", Takes.Id, "Only mails with a lower id: that of the last on the page before. Without it the first page.", "7"),
        ],
        Answers =
        [
            new(
                200, "A page", typeof(IReadOnlyList<ParkedMail>),
                $$"""
                [{ "id": 7, "kind": "alerts", "recipient": "officer@council.example", "state": "{{MailStates.Name(MailState.Parked)}}", "attempts": 1, "answer": "550 No such user",
                   "createdAt": "2026-05-26T06:00:00Z", "settledAt": "2026-05-26T06:00:05Z", "alerts": 2 }]
                """)
            {
                LinksNext = true,
            },
        ],
    };

    internal static RouteText ResendMails { get; } = new(
        nameof(ResendMails), Mails, "Send mails again",
        $"By their ids, at most {ParkedMails.MostAtOnce} at once, once the reason is gone. Ids that are not listed at GET /v1/mails/parked are left alone.")
    {
        Bodies = [new("application/json", new JsonArray(7))],
        Answers = [new(200, "The ids of the mails that will be sent again", typeof(ResentMails), """{ "ids": [7] }""")],
    };

    internal static RouteText ListRefusedAddresses { get; } = new(
        nameof(ListRefusedAddresses), Addresses, "List the addresses that mail does not reach, newest first",
        "What would go to one of them goes to the next person. Only addresses of the authorities of the key.")
    {
        Parameters =
        [
            RouteParameter.Limit(RefusedAddressAdmin.MostAtOnce, RefusedAddressAdmin.MostAtOnce),
            new("after", Takes.Text(), "The page that follows, as the header Link of the page before names it. Without it the first page.", "WyIyMDI2Il0"),
        ],
        Answers =
        [
            new(
                200, "A page", typeof(IReadOnlyList<RefusedAddress>),
                """[{ "address": "officer@council.example", "refusedAt": "2026-05-26T06:00:05Z", "answer": "550 No such user" }]""")
            {
                LinksNext = true,
            },
        ],
    };

    internal static RouteText RememberRefusedAddresses { get; } = new(
        nameof(RememberRefusedAddresses), Addresses, "Say that mail does not reach addresses",
        $"For a refusal that came back later. At most {RefusedAddressAdmin.MostAtOnce} at once. All of them, or none where one is of another authority.")
    {
        Bodies = [SomeAddresses],
        Answers =
        [
            new(200, "How many addresses were given", typeof(ChangedAddresses), """{ "addresses": 1 }"""), RouteAnswer.Of(ProblemCatalogue.AddressNotAllowed),
        ],
    };

    internal static RouteText ForgetRefusedAddresses { get; } = new(
        nameof(ForgetRefusedAddresses), Addresses, "Say that mail reaches addresses again",
        $"At most {RefusedAddressAdmin.MostAtOnce} at once. All of them, or none where one is of another authority.")
    {
        Bodies = [SomeAddresses],
        Answers =
        [
            new(200, "How many of them had been refused", typeof(ChangedAddresses), """{ "addresses": 1 }"""),
            RouteAnswer.Of(ProblemCatalogue.AddressNotAllowed),
        ],
    };
}
