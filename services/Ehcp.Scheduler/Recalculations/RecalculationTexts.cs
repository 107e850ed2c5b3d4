using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>What the API description says of recalculations.</summary>
internal static class RecalculationTexts
{
    internal const string Tag = "Recalculations";

    private const string Run = """
        { "id": 1, "dryRun": true, "state": "finished", "rules": "2026.2", "requestedBy": "admin", "requestedAt": "2026-05-26T09:30:00Z",
          "finishedAt": "2026-05-26T09:31:00Z", "cases": 1200, "done": 1200, "changed": 3, "failed": 0, "moves": 3 }
        """;

    internal static RouteParameter Id { get; } = new("id", Takes.Id, "The id of the recalculation.", "1");

    internal static RouteText StartRecalculation { get; } = new(
        nameof(StartRecalculation), Tag, "Compute every open case anew by the rules of this release",
        "It is only tried unless dryRun=false is said: what would move is listed and nothing changes. One runs at a time.")
    {
        Parameters = [RouteParameter.DryRun("Whether to try it only. Without it, it is only tried.")],
        Answers = [new(202, "It has begun; Location says where to look", typeof(Recalculation), Run), RouteAnswer.Of(ProblemCatalogue.RecalculationRunning)],
    };

    internal static RouteText ListRecalculations { get; } = new(nameof(ListRecalculations), Tag, "List recalculations, newest first", "Tries too.")
    {
        Parameters =
        [
            RouteParameter.Limit(ReadRecalculations.MostAtOnce, ReadRecalculations.Usual),
            new("after", Takes.Id, "Only those with a lower id: that of the last on the page before. Without it the first page.", "7"),
        ],
        Answers = [new(200, "A page", typeof(IReadOnlyList<Recalculation>), $"[{Run}]") { LinksNext = true }],
    };

    internal static RouteText ReadRecalculation { get; } = new(
        nameof(ReadRecalculations), Tag, "Read how far a recalculation has come",
            "How many open cases there were, how many are done, and what came out otherwise.")
    {
        Parameters = [Id],
        Answers = [new(200, "How far it has come", typeof(Recalculation), Run), RouteAnswer.Of(ProblemCatalogue.UnknownRecalculation)],
    };
}
