using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Changes;

/// <summary>What the API description says of the feed.</summary>
internal static class ChangeTexts
{
    internal static RouteText ReadChanges { get; } = new(
        nameof(ReadChanges), "Changes", "Read what changed since",
        "Changes of timelines, breaches and their ends, the oldest first, for systems without a broker. Begin with after=0, which gives every case once; then "
        + "give next as after, every few seconds. Nothing is passed over, however late it was committed; a change may come twice. Of several changes of a "
        + "timeline the last is told: read the case as it is. With a key that is given more authorities, begin again.")
    {
        Parameters =
        [
            new("after", Takes.Whole(0, long.MaxValue), "The value of next of the page before. Without it the beginning.", "0"),
            new("authority", Takes.Authority, "Only cases of this authority. Without it, of all that the key may see.", "E08000025"),
            RouteParameter.Limit(Changes.ReadChanges.MostAtOnce, Changes.ReadChanges.Usual),
        ],
        Answers =
        [
            new(
                200, "A page", typeof(ChangePage),
                """
                { "changes": [
                  { "position": 41, "kind": "timeline-changed", "authority": "E08000025", "caseReference": "EHC-2026-0001", "at": "2026-05-25T10:15:00Z" },
                  { "position": 1041, "kind": "deadline-breached", "authority": "E08000025", "caseReference": "EHC-2026-0001", "milestone": "final-plan",
                    "clock": "request-1", "lastDay": "2026-05-25", "lastWorkingDay": "2026-05-22", "at": "2026-05-25T23:00:12Z" }], "next": 1041 }
                """),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };
}
