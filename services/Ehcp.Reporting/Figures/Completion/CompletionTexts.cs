using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Reporting.Figures.Completion;

/// <summary>What the API description says of the completion curve.</summary>
internal static class CompletionTexts
{
    internal static RouteText Curve { get; } = new(
        nameof(ReadCompletionCurve), "Figures", "What share of requests is finished by which week",
        "Of requests received in a period; those still open count up to the age they have reached.")
    {
        Parameters =
        [
            new("from", Takes.Day(), "First day of receipt, included. Without it, from the beginning.", "2025-04-01"),
            new("to", Takes.Day(), "Last day of receipt, included. Without it, to the end.", "2026-03-31"),
            new(
                "finished", Takes.OneOf(ReadCompletionCurve.Ends.Keys),
                "plan: the final plan was sent; any-outcome: also a refusal or a closing. Without it, plan.", "plan"),
            new("asOf", Takes.Instant(), "The curve as it was known then. Without it, now.", "2026-05-25T06:41:00Z"),
            new("authority", Takes.Authority, "Only requests of this authority. Without it, of all that the key may see.", "E08000025"),
        ],
        Answers =
        [
            new(
                200, "The curve", typeof(CompletionCurveAnswer),
                """
                { "definition": { "population": "Requests received in the period.", "finished": "The final plan sent.", "band": "95 %." },
                  "asOf": "2026-05-25T06:41:00Z", "knownTo": null, "rules": "2026.1", "requests": 0, "stillOpen": 0, "medianDays": null, "weeks": [] }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
