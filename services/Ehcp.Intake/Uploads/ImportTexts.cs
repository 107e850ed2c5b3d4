using System.Text.Json.Nodes;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Importing;

namespace Ehcp.Intake.Uploads;

/// <summary>What the API description says of importing files.</summary>
internal static class ImportTexts
{
    private const string Imports = "Files";
    private const string Mappings = "Mappings of files";
    private const string Csv = "text/csv";
    private const string Id = "5a1e0b46-6d0e-4f0d-9a43-1f6f7a1f2b11";

    private const string Report = """
        {
          "id": "5a1e0b46-6d0e-4f0d-9a43-1f6f7a1f2b11", "state": "finished", "dryRun": false, "source": "synergy", "authority": "E08000025", "mapping": "my-report", "mappingVersion": 2,
          "mappingHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "time": "2026-01-05T02:00:00Z", "startedAt": "2026-01-05T02:00:00Z",
          "updatedAt": "2026-01-05T02:00:04Z", "finishedAt": "2026-01-05T02:00:04Z",
          "rows": { "read": 1200, "new": 3, "changed": 10, "unchanged": 1186, "empty": 0, "refused": 1, "vanished": 2 },
          "events": { "new": 5, "corrections": 9, "retractions": 0, "recordedBefore": 0 },
          "columns": { "dropped": ["Surname", "Forename"], "unused": ["Notes of the panel"], "absent": [] },
          "errors": 1, "rules": [{ "rule": "date", "count": 1, "detail": "Must be a date of the calendar, written YYYY-MM-DD." }], "problem": null
        }
        """;

    private const string Mapping = """
        {
          "name": "my-report", "source": "synergy", "authority": { "constant": "E08000025" }, "caseReference": { "column": "Case reference" }, "dates": "day-first",
          "drop": ["Surname"], "facts": [{ "type": "request-received", "data": { "receivedOn": { "column": "Date request received" } } }]
        }
        """;

    private const string Line = """
        { "name": "my-report", "version": 2, "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "about": "Nightly report of open cases",
          "verified": true, "source": "synergy", "storedAt": "2026-01-04T12:00:00Z" }
        """;

    private const string Rows = "Case reference,Surname,Date request received\r\nEHC-2026-0001,(dropped),05/01/2026\r\n";

    private static readonly RouteParameter OfId = new("id", Takes.Text(36), "The id of the import.", Id) { Required = true };
    private static readonly RouteParameter OfName = new("name", Takes.Text(64), "The name of the mapping.", "my-report") { Required = true };
    private static readonly RouteParameter Source = new("source", Takes.Text(), "The source of the events, one of the key's. Without it the mapping names it.", "synergy");
    private static readonly RouteParameter Authority = new("authority", Takes.Authority, "The authority of every row. Without it the mapping says it.", "E08000025");

    public static RouteText Send { get; } = new(
        "SendFile", Imports, "Send a CSV file, or try it",
        "The file is read as it comes, whatever its size, and answered when all of it has been read. What differs from the file before, of the same source and mapping, "
        + "is sent as events through the same rules as every event: a value that changed is a correction, one that is empty is told of or taken back as the mapping says, "
        + "and a row that is missing is told of and never deleted. The same file twice changes nothing. One that was interrupted is sent again whole, under the same id: "
        + "it goes on and doubles nothing. Columns that say who somebody is are dropped before anything is kept or logged.")
    {
        Parameters =
        [
            new("mapping", Takes.Text(64), "The name of a mapping. Without it one comes with the file, in the part mapping of a form.", "my-report"),
            Source, Authority,
            RouteParameter.DryRun("Whether it is only tried: the report says what would be sent, and nothing is."),
            new("extract", Takes.OneOf(ImportOrder.Changes), "changes: the file has only some rows, such as those that were refused and are corrected. Then a row that "
                + "is missing says nothing, whatever the mapping says.", ImportOrder.Changes),
            new("id", Takes.Text(36), "A UUID of your own for the import: by it you can ask how far it is, and go on after an interruption.", Id),
        ],
        Bodies =
        [
            new(Csv, JsonValue.Create(Rows), typeof(string)),
            new("multipart/form-data", new JsonObject { ["mapping"] = "my-report", ["dryRun"] = "true", ["file"] = Rows }, typeof(SentForm)),
        ],
        Answers =
        [
            new(200, "The report. Rows may have been refused: it says which", typeof(ImportReport), Report),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.UnknownMapping),
            RouteAnswer.Of(ProblemCatalogue.ImportRunning),
            RouteAnswer.Of(ProblemCatalogue.Conflict),
            RouteAnswer.Of(ProblemCatalogue.TooLarge),
            RouteAnswer.Of(ProblemCatalogue.MediaType),
            RouteAnswer.Of(ProblemCatalogue.FileRefused),
            RouteAnswer.Of(ProblemCatalogue.MappingInvalid),
            RouteAnswer.Of(ProblemCatalogue.Unavailable),
        ],
    };

    public static RouteText Suggest { get; } = new(
        "SuggestMapping", Mappings, "Guess a mapping from the header of a file",
        "Only the names of the columns are read, and nothing is kept. It is a first guess: read it, mend it, try it with dryRun, and store it.")
    {
        Parameters =
        [
            OfName with { Required = false, Meaning = "What the mapping is to be called." }, Source with { Meaning = "The source it is to name." },
            Authority with { Meaning = "The authority it is to name." },
        ],
        Bodies = [new(Csv, JsonValue.Create(Rows), typeof(string))],
        Answers =
        [
            new(200, "The mapping", typeof(JsonObject), Mapping),
            RouteAnswer.Of(ProblemCatalogue.BodyMissing),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.MediaType),
            RouteAnswer.Of(ProblemCatalogue.FileRefused),
        ],
    };

    public static RouteText List { get; } = new("ListImports", Imports, "List imports and tries", "Newest first, of the key's sources.")
    {
        Parameters =
        [
            Source with { Meaning = "Only of this source." }, RouteParameter.Limit(ImportRoutes.Most, ImportRoutes.Usual),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "7"),
        ],
        Answers =
        [
            new(200, "A page", typeof(ImportPage), $$"""{ "imports": [{{Report}}], "next": 7 }"""),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
        ],
    };

    public static RouteText Find { get; } = new("FindImport", Imports, "Ask how far an import is, or what became of it", "As JSON, or as text for people.")
    {
        Parameters = [OfId, new("format", Takes.OneOf("json", "text"), "How it is written. Without it JSON.", "text")],
        Answers =
        [
            new(200, "The report", typeof(ImportReport), Report)
            {
                AlsoAs = ["text/plain"], ExamplesAs = new Dictionary<string, string> { ["text/plain"] = "state: finished\nrows read: 1,200\n" },
            },
            RouteAnswer.Of(ProblemCatalogue.UnknownImport),
        ],
    };

    public static RouteText Errors { get; } = new(
        "ListImportErrors", Imports, "List what was wrong with the rows of a file",
        $"By line, column and rule, never with what stood there. Of a file at most {RowErrors.MostRows} rows are kept; the report counts all, and a CSV that ends there says so.")
    {
        Parameters =
        [
            OfId, new("format", Takes.OneOf("json", "csv"), "How it is written: csv is all of it, for a spreadsheet: UTF-8 with a byte order mark. Without it JSON, in pages.",
                "csv"),
            new("after", Takes.Id, "The next of the page before. Without it the first page.", "7"),
            RouteParameter.Limit(ImportRoutes.MostErrors, ImportRoutes.UsualErrors),
        ],
        Answers =
        [
            new(
                200, "A page, or all as CSV", typeof(ImportErrorPage),
                """
                { "errors": [{ "line": 17, "column": "Date request received", "fact": "ehcp.request-received.v1", "pointer": "/data/receivedOn", "rule": "date",
                  "detail": "Must be a date of the calendar, written YYYY-MM-DD." }], "next": 7 }
                """)
            {
                AlsoAs = [Csv], ExamplesAs = new Dictionary<string, string> { [Csv] = "line,column,fact,rule,detail\r\n" },
            },
            RouteAnswer.Of(ProblemCatalogue.UnknownImport),
        ],
    };

    public static RouteText Vanished { get; } = new(
        "ListVanishedRows", Imports, "List the cases whose rows vanished",
        "Cases that the file before had and this one has not, and that have not come back since. What was told of them stands.")
    {
        Parameters =
        [
            OfId, new("after", Takes.Text(), "The next of the page before. Without it the first page.", "WyJFMDgwMDAwMjUiXQ"),
            RouteParameter.Limit(ImportRoutes.MostErrors, ImportRoutes.UsualErrors),
        ],
        Answers =
        [
            new(
                200, "A page", typeof(VanishedPage),
                """{ "cases": [{ "authority": "E08000025", "caseReference": "EHC-2026-0001" }], "next": "WyJFMDgwMDAwMjUiXQ" }"""),
            RouteAnswer.Of(ProblemCatalogue.UnknownImport),
        ],
    };

    public static RouteText ListMappings { get; } = new(
        "ListMappings", Mappings, "List the mappings", "Those that come with the service, and the newest version of the others that the key may use.")
    {
        Answers = [new(200, "Every mapping", typeof(MappingList), $$"""{ "mappings": [{{Line}}] }""")],
    };

    public static RouteText FindMapping { get; } = new("FindMapping", Mappings, "Read a mapping", "The newest version, unless another is named.")
    {
        Parameters = [OfName, new("version", Takes.Whole(0, int.MaxValue), "The version; 0 is the one that comes with the service.", "2")],
        Answers = [new(200, "The mapping", typeof(JsonObject), Mapping), RouteAnswer.Of(ProblemCatalogue.UnknownMapping)],
    };

    public static RouteText StoreMapping { get; } = new(
        "StoreMapping", Mappings, "Store a mapping",
        "It becomes the next version of its name, unless the newest says the same; earlier versions stay. JSON with comments and last commas is taken.")
    {
        Parameters = [OfName],
        Bodies = [new("application/json", JsonNode.Parse(Mapping)!, typeof(JsonObject))],
        Answers =
        [
            new(200, "It is stored", typeof(MappingLine), Line),
            RouteAnswer.Of(ProblemCatalogue.BodyMissing),
            RouteAnswer.Of(ProblemCatalogue.SenderNotAllowed),
            RouteAnswer.Of(ProblemCatalogue.TooLarge),
            RouteAnswer.Of(ProblemCatalogue.MappingInvalid),
        ],
    };
}

/// <summary>A form with a file. It is read part by part, not by this type.</summary>
/// <param name="File">The CSV file; the last part.</param>
/// <param name="Mapping">A mapping as JSON, or the name of one.</param>
/// <param name="Source">The source, where the mapping names none.</param>
/// <param name="Authority">The authority's code, where the mapping says none.</param>
/// <param name="DryRun">Whether it is only tried: true or false.</param>
/// <param name="Extract">changes, where the file has only some rows.</param>
internal sealed record SentForm(
    string File, string? Mapping = null, string? Source = null, string? Authority = null, string? DryRun = null, string? Extract = null);
