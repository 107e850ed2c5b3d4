using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Reading;

/// <summary>What the API description says of the alerts.</summary>
internal static class AlertTexts
{
    internal static RouteText ReadAlerts { get; } = new(
        nameof(ReadAlerts), "Alerts", "List alerts, newest first",
        "What was told of a deadline, or will be, and how far it came. Roles are named and never addresses. What is left out restricts nothing.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "Only alerts of this authority. Without it, of all that the key may see.", "E08000025"),
            new("caseReference", Takes.Text(200), "Only alerts of this case.", "EHC-2026-0001"),
            new("milestone", Takes.Text(100), "Only alerts of this deadline.", "final-plan"),
            new("rung", Takes.Text(100), "Only alerts of this step of the ladder.", "breached"),
            new("role", Takes.OneOf(AlertRoles.Names), "Only alerts for this role.", "case-officer"),
            new("state", Takes.OneOf(Reading.ReadAlerts.States), "Only alerts that have come so far.", "accepted"),
            RouteParameter.Limit(Reading.ReadAlerts.MostAtOnce, Reading.ReadAlerts.Usual),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "7"),
            new("before", Takes.Id, "The same as after, which takes its place.", "7") { Deprecated = true },
        ],
        Answers =
        [
            new(
                200, "A page", typeof(Reading.ReadAlerts.AlertPage),
                """
                { "alerts": [{ "id": 7, "authority": "E08000025", "caseReference": "EHC-2026-0001", "milestone": "final-plan", "clock": "request-1",
                  "rung": "breached", "lastDay": "2026-05-25", "role": "case-officer", "state": "accepted", "firedAt": "2026-05-26T06:00:00Z",
                  "settledAt": "2026-05-26T06:00:05Z", "told": "case-officer", "because": null, "shadow": false, "acknowledged": null }], "next": 7 }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
