using Ehcp.Hosting.Access;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.Gate;

/// <summary>What the API description says of the access log.</summary>
internal static class AccessTexts
{
    private const string Line = """
        { "id": 17, "at": "2026-05-26T06:00:00Z", "caller": "staff", "callerId": "key:staff", "what": "alerts", "outcome": "shown", "authority": "E08000025",
          "caseReference": null, "caseReferences": ["EHC-2026-0001", "EHC-2026-0002"], "on": null, "query": "?state=accepted", "cases": 2 }
        """;

    internal static RouteText ReadAccess { get; } = new(
        nameof(ReadAccess), "Access", "List who has seen or done what, newest first",
        "Every case that was shown, in a list, a file or a page; everything that was refused; every act, before it was done and after. What is left out "
        + "restricts nothing. A row is of one authority, so a list over two is two rows.")
    {
        Parameters =
        [
            new("authority", Takes.Authority, "Only rows of this authority. Without it, of all that the caller may see.", "E08000025"),
            new("caseReference", Takes.Text(200), "Only looks and acts that had this case among them.", "EHC-2026-0001"),
            new("caller", Takes.Text(500), "Only this caller, by name or by id.", "key:staff"),
            new("what", Takes.Text(100), "Only this kind of look or act.", "request-list"),
            new("outcome", Takes.OneOf(Outcomes.All), "Only what ended so.", Outcomes.Refused),
            new("from", Takes.Instant(), "Not before this instant.", "2026-05-01T00:00:00Z"),
            new("to", Takes.Instant(), "Before this instant.", "2026-06-01T00:00:00Z"),
            RouteParameter.Limit(AccessRoute.MostAtOnce, AccessRoute.Usual),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "17"),
            new("before", Takes.Id, "The same as after, which takes its place.", "17") { Deprecated = true },
        ],
        Answers =
        [
            new(200, "A page", typeof(AccessRoute.AccessPage), $$"""{ "records": [{{Line}}], "next": 17, "before": 17 }"""),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    internal static RouteText ReadAccessRecord { get; } = new(
        nameof(ReadAccessRecord), "Access", "Read one look or act, with every case of it",
        $"The list names the cases of a row only where they are at most {AccessRoute.MostCases}; here they are all named.")
    {
        Parameters = [new("id", Takes.Id, "The id of a row of the list.", "17") { Required = true }],
        Answers = [new(200, "The row", typeof(AccessRoute.AccessLine), Line), RouteAnswer.Of(ProblemCatalogue.UnknownAccessRecord)],
    };
}
