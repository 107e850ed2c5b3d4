using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>What of a file is not taken, and how that is told.</summary>
public sealed class ImportRefusalTests(RunningIntake intake) : ImportTest(intake)
{
    [Fact]
    public async Task What_is_wrong_is_told_by_line_column_and_rule_and_the_rest_is_taken()
    {
        var report = await SendAsync(Wide.File(
            Wide.Row("H-1", "31/02/2026"), Wide.Row("H-2", "01/01/2027"), Wide.Row("H-3", decision: "Maybe", decidedOn: "01/02/2026"), Wide.Row("H-4", decision: "Yes"),
            Wide.Row("", "05/01/2026"), Wide.Row("H-6"), Wide.Row("H-6"), Wide.Row("H-8", team: "Team 3", officer: ""), "H-9,x,y", Wide.Row("H 10"),
            Wide.Row("H-11", "01/01/2014"), Wide.Row("H-12", team: "07700 900123", officer: "nobody")));

        Assert.Equal(
            """
            2 Date received date
            3 Date received in-future
            4 Decision code-not-mapped
            5 Decision date required
            6 Case reference row-key
            8 Case reference row-twice
            9 Officer required
            10  columns
            11 Case reference pattern
            12 Date received too-early
            13 Officer pattern
            13 Team phone-number
            """,
            await ErrorsAsync(report), ignoreLineEndingDifferences: true);
        Assert.Equal((12, 11), (Rows(report, "read"), Rows(report, "refused")));
        Assert.Equal(["H-12", "H-3", "H-4", "H-6", "H-8"], (await FactsAsync()).Select(fact => fact.CaseReference).Order(StringComparer.Ordinal));

        // In the tray they stand beside refused events, and what was refused is read again every night.
        var tray = (await Intake.GetAsync($"/v1/rejections?source={Source}&limit=3")).Json["rejections"]!.AsArray();
        Assert.Equal((13, (string?)report["id"]), ((int)tray[0]!["line"]!, (string?)tray[0]!["importId"]));
        Assert.Equal("Officer", (string?)tray[0]!["errors"]![0]!["column"]);
        Assert.Equal(
            [3], (await Intake.GetAsync($"/v1/rejections?source={Source}&rule=in-future")).Json["rejections"]!.AsArray().Select(one => (int)one!["line"]!));
        Assert.Equal(1, Events(await SendAsync(Wide.File(Wide.Row("H-1", "05/01/2026"), Wide.Row("H-6"))), "new"));
    }

    [Fact]
    public async Task A_part_of_what_is_no_date_is_no_part_and_is_told()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping["facts"]!.AsArray().Add(new JsonObject
        {
            ["type"] = "phase-transfer-due",
            ["when"] = new JsonArray(new JsonObject { ["column"] = "Decision date", ["filled"] = true }),
            ["data"] = new JsonObject
            {
                ["year"] = new JsonObject { ["column"] = "Decision date", ["as"] = "year" },
                ["phase"] = new JsonObject
                {
                    ["column"] = "Decision date",
                    ["as"] = "month-and-day",
                    ["codes"] = new JsonObject { ["02-15"] = "other" },
                },
            },
        });

        var report = await SendAsync(
            Wide.File(Wide.Row("PD-1", decidedOn: "15/02/2027"), Wide.Row("PD-2", decidedOn: "31/02/2027"), Wide.Row("PD-3", decidedOn: "16/02/2027")), mapping);

        Assert.Equal("3 Decision date date\n3 Decision date date\n4 Decision date code-not-mapped", await ErrorsAsync(report));
        Assert.Equal(
            ["PD-1 2027 Other"],
            (await FactsAsync()).Where(fact => fact.Fact is PhaseTransferDue)
                .Select(fact => $"{fact.CaseReference} {((PhaseTransferDue)fact.Fact).Year} {((PhaseTransferDue)fact.Fact).Phase}"));
    }

    [Fact]
    public async Task What_was_wrong_is_forgotten_after_a_while_and_told_anew_while_it_is()
    {
        var file = Wide.File(Wide.Row("HH-1", "x"));
        var (sent, tried) = (await SendAsync(file), await SendAsync(file, query: "&dryRun=true"));

        Intake.Clock.Advance(TimeSpan.FromDays(8));
        await SendAsync(file);
        Assert.Equal(("2 Date received date", ""), (await ErrorsAsync(sent), await ErrorsAsync(tried)));

        Intake.Clock.Advance(TimeSpan.FromDays(83));
        var last = await SendAsync(file);
        Assert.Equal(("", "2 Date received date"), (await ErrorsAsync(sent), await ErrorsAsync(last)));
        Assert.Equal(1, (long)(await Intake.GetAsync($"/v1/imports/{sent["id"]}")).Json["errors"]!); // it is still counted
    }

    [Fact]
    public async Task An_ambiguous_date_is_refused_and_never_guessed()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping.Remove("dates");

        var report = await SendAsync(Wide.File(Wide.Row("I-1", "05/01/2026"), Wide.Row("I-2", "2026-01-05")), mapping);

        Assert.Equal("2 Date received date-order", await ErrorsAsync(report));
        Assert.Equal(["I-2"], (await FactsAsync()).Select(fact => fact.CaseReference));
    }

    [Fact]
    public async Task Nothing_of_a_personal_column_is_found_anywhere()
    {
        await SendAsync(Wide.File(Wide.Row("L-1"), Wide.Row("L-2", Wide.Child), Wide.Row(Wide.Child + " L"), Wide.Row("L-4", decision: Wide.Child)));
        await SendAsync(Wide.File(Wide.Row("L-1", "06/01/2026")), query: "&dryRun=true");
        var noHeader = await PostAsync(Wide.File(Wide.Row("L-1"))[(Wide.Header.Length + 2)..], $"?mapping={Name}");

        Assert.Equal((422, "urn:ehcp:file-refused"), (noHeader.Status, noHeader.Type)); // the first row of a file without a header is no header
        Assert.DoesNotContain(Wide.Child, noHeader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Wide.Child, await Intake.EverythingStoredAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, Intake.Log.Count(Wide.Child));
        foreach (var import in (await Intake.GetAsync($"/v1/imports?source={Source}")).Json["imports"]!.AsArray())
        {
            Assert.DoesNotContain(Wide.Child, import!.ToJsonString() + (await Intake.GetAsync($"/v1/imports/{import["id"]}/errors")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mapping_that_uses_a_personal_column_is_refused()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping["caseReference"] = new JsonObject { ["column"] = "UPN" };

        var answer = await FormAsync(Wide.File(Wide.Row("M-1")), mapping.ToJsonString());

        Assert.Equal((422, "urn:ehcp:mapping-invalid"), (answer.Status, answer.Type));
        Assert.Equal(["personal-column /caseReference/column"], answer.Errors);
    }

    [Fact]
    public async Task A_file_without_a_column_of_the_mapping_is_refused_whole()
    {
        await StoreAsync(Wide.Mapping(Name, Source));

        var answer = await PostAsync("Case reference,Date recieved\r\nN-1,05/01/2026\r\n"u8.ToArray(), $"?mapping={Name}");

        Assert.Equal((422, "urn:ehcp:file-refused"), (answer.Status, answer.Type));
        Assert.Contains("The file has no column Date received.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await FactsAsync());
        Assert.Equal("refused", (string?)(await Intake.GetAsync($"/v1/imports?source={Source}")).Json["imports"]![0]!["state"]);
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_001, true)]
    public async Task A_file_of_errors_that_is_not_whole_says_so(int rows, bool isCut)
    {
        var lines = string.Concat(Enumerable.Range(1, rows).Select(number => $"V-{number},no date\r\n"));
        var mapping = Wide.Mapping(Name, Source);
        mapping["facts"] = JsonNode.Parse("""[{ "type": "request-received", "data": { "receivedOn": { "column": "Day" } } }]""");
        var report = await SendAsync(System.Text.Encoding.UTF8.GetBytes("Case reference,Day\r\n" + lines), mapping);

        var csv = (await Intake.GetAsync($"/v1/imports/{report["id"]}/errors?format=csv")).Text.TrimEnd().Split("\r\n");

        Assert.Equal(rows, (long)report["rows"]!["refused"]!);
        Assert.Equal(isCut ? 10_002 : rows + 1, csv.Length);
        Assert.Equal(isCut, csv[^1].Contains("The list ends here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_are_a_file_for_a_spreadsheet_in_which_nothing_is_computed()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping["facts"] = JsonNode.Parse("""[{ "type": "request-received", "data": { "receivedOn": { "column": "=cmd|'/c calc'!A1" } } }]""");
        var report = await SendAsync("Case reference,=cmd|'/c calc'!A1\r\nV-1,=1+1\r\n"u8.ToArray(), mapping);

        var csv = await Intake.GetAsync($"/v1/imports/{report["id"]}/errors?format=csv");

        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains("2,'=cmd|'/c calc'!A1,ehcp.request-received.v1,date,", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_a_text_too()
    {
        var report = await SendAsync(Wide.File(Wide.Row("W-1"), Wide.Row("W-2", "x")));

        var text = (await Intake.GetAsync($"/v1/imports/{report["id"]}?format=text")).Text;

        Assert.Contains("state: finished\n", text, StringComparison.Ordinal);
        Assert.Contains("rows read: 2\n", text, StringComparison.Ordinal);
        Assert.Contains("columns dropped, since they say who somebody is: Surname, DOB\n", text, StringComparison.Ordinal);
        Assert.Contains("rule date: 1 times.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?source=synergy", "parameter-invalid")]
    [InlineData("?mapping=nothing", "unknown-mapping")]
    [InlineData("?mapping=sen2-requests&authority=330", "parameter-invalid")]
    [InlineData("?mapping=sen2-requests&source=s", "parameter-invalid")]
    [InlineData("?mapping=sen2-requests&source=s&authority=330&dry_run=true", "parameter-invalid")]
    [InlineData("?mapping=sen2-requests&source=s&authority=330&id=7", "parameter-invalid")]
    public async Task What_a_request_lacks_is_told(string query, string problem) =>
        Assert.Equal($"urn:ehcp:{problem}", (await PostAsync(Wide.File(Wide.Row("Y-1")), query)).Type);

    [Fact]
    public async Task What_is_no_csv_is_refused()
    {
        Assert.Equal("urn:ehcp:media-type", (await PostAsync("{}"u8.ToArray(), "?mapping=sen2-requests", mediaType: "application/json")).Type);
        Assert.Equal("urn:ehcp:file-refused", (await PostAsync("PK\u0003\u0004xlsx"u8.ToArray(), "?mapping=sen2-requests&source=s&authority=330")).Type);
        Assert.Equal("urn:ehcp:file-refused", (await PostAsync([], "?mapping=sen2-requests&source=s&authority=330")).Type);
    }
}
