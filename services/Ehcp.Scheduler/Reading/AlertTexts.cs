using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Reading;

/// <summary>What the API description says of the alerts.</summary>
internal static class AlertTexts
{
    private const string Alerts = "Alerts";

    internal static RouteText ReadAlerts { get; } = new(
        nameof(ReadAlerts), Alerts, "List alerts, newest first",
        "What was told of a deadline, or will be, and how far it came. Roles are named and never addresses. What is left out restricts nothing.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "Only alerts of this authority. Without it, of all that the key may see.", "E08000025"),
            new("caseReference", Takes.Text(200), "Only alerts of this case.", "EHC-2026-0001"),
            new("milestone", Takes.OneOf(Code.All<Milestone>()), "Only alerts of this deadline.", "final-plan"),
            new("rung", Takes.Text(100), "Only alerts of this step of the ladder. The steps are set by the council.", "breached"),
            new("role", Takes.OneOf(AlertRoles.Names), "Only alerts for this role.", "case-officer"),
            new("state", Takes.OneOf(Reading.ReadAlerts.States), "Only alerts that have come so far.", MailStates.Name(MailState.Accepted)),
            RouteParameter.Limit(Reading.ReadAlerts.MostAtOnce, Reading.ReadAlerts.Usual),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "7"),
            new("before", Takes.Id, "The same as after, which takes its place.", "7") { Deprecated = true },
        ],
        Answers =
        [
            new(
                200, "A page", typeof(AlertPage),
                $$"""
                { "alerts": [{ "id": 7, "authority": "E08000025", "caseReference": "EHC-2026-0001", "milestone": "final-plan", "clock": "request-1",
                  "rung": "breached", "lastDay": "2026-05-25", "lastWorkingDay": "2026-05-22", "role": "case-officer", "state": "{{MailStates.Name(MailState.Accepted)}}", "firedAt": "2026-05-26T06:00:00Z",
                  "settledAt": "2026-05-26T06:00:05Z", "told": "case-officer", "because": null, "shadow": false, "acknowledged": null }], "next": 7 }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    internal static RouteText SummariseAlerts { get; } = new(
        nameof(SummariseAlerts), Alerts, "Count alerts by how far they came", "Whether staff are being told, in numbers that name no case.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "Only alerts of this authority. Without it, of all that the key may see.", "E08000025"),
            new("days", Takes.Whole(1, Reading.SummariseAlerts.MostDays), "Only alerts of the last days. Without it 7.", "7"),
        ],
        Answers =
        [
            new(
                200, "The counts", typeof(AlertSummary),
                $$"""{ "since": "2026-05-19T09:30:00Z", "lastSweepSecondsAgo": 12, "alerts": { "{{MailStates.Name(MailState.Accepted)}}": 12, "{{MailStates.Name(MailState.Planned)}}": 1 }, "oldestWaitingAt": "2026-05-26T09:29:30Z" }"""),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    internal static RouteText PreviewSweep { get; } = new(
        nameof(PreviewSweep), Alerts, "See who would be mailed what, and why",
        "What a sweep would do at an instant, if nothing changes until then. It sends nothing and writes nothing. Of the authorities of the key. "
        + "Where very much would be due it is not all of it, and more is true.")
    {
        Parameters =
        [
            new(
                "at", Takes.Instant(), $"When the sweep would run, at most {Reading.PreviewSweep.Furthest.TotalDays} days from now. Without it, now.",
                "2026-05-26T06:00:00Z"),
        ],
        Answers =
        [
            new(
                200, "The mails, by recipient", typeof(SweepPreview),
                """
                { "at": "2026-05-26T06:00:00Z", "shadowAddress": null, "mails": [{ "kind": "alerts", "to": "officer@council.example", "channel": "smtp",
                  "waits": false, "subject": "1 deadline has passed", "alerts": [{ "authority": "E08000025", "caseReference": "EHC-2026-0001",
                    "milestone": "final-plan", "clock": "request-1", "lastDay": "2026-05-25", "lastWorkingDay": "2026-05-22", "daysLeft": -1, "rung": "breached", "role": "case-officer",
                    "because": "case-officer" }] }], "more": false }
                """),
        ],
    };
}
