using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>What the API description says of reconciliations.</summary>
internal static class ReconciliationTexts
{
    private const string Tag = "Reconciliations";

    private const string Head = """
        { "number": 7, "authority": "E08000025", "onDay": "2026-05-24", "madeAt": "2026-05-25T06:41:00Z", "madeBy": "data team", "rules": "2026.1",
          "calendar": "2028-12-26", "closedCases": false, "compared": ["received on", "plan due", "plan sent"], "rows": 1204, "refusedRows": 1,
          "unreadCells": 2, "same": 1188, "different": 12, "differences": { "onlyWithThem": 3, "onlyWithUs": 1, "anotherDate": 4, "anotherDeadline": 8, "anotherStatus": 0 },
          "cases": 1204, "shareEqual": 0.9867 }
        """;

    private const string Line = """
        { "id": 1, "caseReference": "EHC-2026-0001", "case": "/cases/E08000025/EHC-2026-0001", "kind": "another-deadline", "item": "plan",
          "theirs": "2026-06-08", "ours": "2026-05-25", "rule": "final-plan-2014", "legalSource": "SEND Regulations 2014 (SI 2014/1530), reg. 13(2)",
          "working": "Request received on Monday 5 January 2026. Reg. 13(2): within 20 weeks.", "mark": "theirs-is-wrong", "markedBy": "data team",
          "markedAt": "2026-05-25T08:00:00Z" }
        """;

    private const string Errors = """
        [{ "line": 17, "field": "plan due", "rule": "date", "detail": "Must be a date from 1 September 2014 on, the day first." }]
        """;

    private const string Made = $$"""
        { "reconciliation": {{Head}}, "differences": [{{Line}}], "ignoredColumns": ["Officer's notes"], "errors": {{Errors}}, "next": null }
        """;

    private const string Opened = $$"""
        { "reconciliation": {{Head}}, "differences": [{{Line}}], "ignoredColumns": null, "errors": {{Errors}}, "next": null }
        """;

    private const string File = "Case reference,Received on,Plan due,Plan sent\r\nEHC-2026-0001,05/01/2026,08/06/2026,\r\n";

    internal static RouteText Make { get; } = new(
        "MakeReconciliation", Tag, "Compare the dates of the system before with ours",
        "Send its CSV extract, one row for each case. Columns are found by their headers in plain words (received on, decision due, decision sent, draft due, "
        + "draft sent, plan due, plan sent, overdue or in time), or named by column. Dates have the day first, or are a spreadsheet's numbers. Columns that "
        + "are not compared are named in the answer and kept nowhere. A cell that cannot be read is told by line and column, and the rest is compared. Every "
        + "difference is told by kind, a last day with our working. It is of one authority of which you see every case. What is kept are the counts and the "
        + "differences, under a number; a mark on a difference holds in the next one that finds the same. Try it first with dryRun=true.")
    {
        Parameters =
        [
            Asks.Authority with { Meaning = "Whose cases.", Required = true },
            Asks.Day("onDay", "The day of the file, on which a case is overdue or in time. Without it, today.", "2026-05-24"),
            new("closedCases", Takes.YesNo,
                "Whether the file has closed cases too: then closed ones of ours that it lacks are told. Without it only open ones are.", "false"),
            new("column", Takes.Text(200), TheirColumns.HowToName + TheirColumns.Names + ".", "plan due=Target date") { Several = true },
            RouteParameter.DryRun("true: tells the first differences, and keeps nothing. Without it, it is kept."),
        ],
        Bodies = [new(MediaTypes.Csv, JsonValue.Create(File), typeof(string))],
        Answers =
        [
            new(200, "What would be kept", typeof(ReconciliationAnswer), Made),
            new(201, "What was kept", typeof(ReconciliationAnswer), Made),
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.WholeAuthorityOnly),
            RouteAnswer.Of(ProblemCatalogue.TooLarge),
            RouteAnswer.Of(ProblemCatalogue.MediaType),
            RouteAnswer.Of(ProblemCatalogue.FileRefused),
        ],
    };

    internal static RouteText List { get; } = new(
        "ListReconciliations", Tag, "Which reconciliations there are: the trend",
        "Newest first, of the authorities of which you see every case. The share of cases that are the same, run by run, is what to decide by whether the "
        + "system before can be switched off.")
    {
        Parameters =
        [
            Asks.Authority with { Meaning = "Only this authority. Without it, every one that the key may see." },
            RouteParameter.Limit(ReconciliationTable.MostAtOnce, ReconciliationTable.Usual),
            new("after", Takes.Id, "Only those with a lower number: that of the last on the page before. Without it the first page.", "7"),
        ],
        Answers =
        [
            new(200, "A page", typeof(IReadOnlyList<Reconciliation>), $"[{Head}]") { LinksNext = true },
            RouteAnswer.Of(ProblemCatalogue.AuthorityNotAllowed),
        ],
    };

    internal static RouteText Read { get; } = new(
        "ReadReconciliation", Tag, "Open a reconciliation again",
        "Its counts and every difference as they were found, with the marks that they have now.")
    {
        Parameters =
        [
            new("number", Takes.Id, "Its number.", "7") { Required = true },
            new("kind", Takes.OneOf(Kinds.All), "Only differences of this kind. Without it, every one.", Kinds.AnotherDeadline),
            new("mark", Takes.OneOf(Marks.All), "Only those with this mark; none: those without. Without it, every one.", Marks.None),
            RouteParameter.Limit(DifferencePage.MostAtOnce, DifferencePage.Usual),
            new("after", Takes.Whole(0, int.MaxValue), "The next of the page before. Without it, the first page.", "100"),
            new(
                "format", Takes.OneOf(ReconciliationApi.Formats.Keys),
                "json; or csv for a spreadsheet, UTF-8 with a byte order mark: every difference with the same conditions, unless a limit "
                    + "is given. Without it, json.",
                "json"),
        ],
        Answers =
        [
            new(200, "The reconciliation", typeof(ReconciliationAnswer), Opened)
            {
                AlsoAs = [MediaTypes.Csv],
                ExamplesAs = new Dictionary<string, string>
                {
                    [MediaTypes.Csv] = string.Join(',', DifferencesCsv.Columns)
                        + "\n1,EHC-2026-0001,another-deadline,plan,2026-06-08,2026-05-25,final-plan-2014,,,,,,/cases/E08000025/EHC-2026-0001\n",
                },
            },
            RouteAnswer.Of(ProblemCatalogue.UnknownReconciliation),
        ],
    };

    internal static RouteText Mark { get; } = new(
        "MarkDifferences", Tag, "Say what you made of differences",
        "Whose value is wrong, or that the difference is agreed. The same difference in the next reconciliation, of the same case with the same two values, "
        + "has the mark too; one with another value has none.")
    {
        Parameters =
        [
            new("number", Takes.Id, "The reconciliation.", "7") { Required = true },
            RouteParameter.DryRun("true: tells how many would be marked, and marks none."),
        ],
        Bodies = [new("application/json", new JsonObject { ["differences"] = new JsonArray(1, 2), ["mark"] = Marks.TheirsIsWrong })],
        Answers =
        [
            new(200, "How many were marked", typeof(ReconciliationApi.MarkAnswer), """{ "marked": 2 }"""),
            RouteAnswer.Of(ProblemCatalogue.UnknownReconciliation),
        ],
    };
}
