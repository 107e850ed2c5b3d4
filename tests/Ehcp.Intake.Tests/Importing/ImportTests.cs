using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>Files of a council's case system, one night after the other.</summary>
public sealed class ImportTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private const string Synergy = RunningIntake.SynergyKey;

    private static int _names;

    // Of each test its own, so that no test sees another's rows.
    private readonly string _name = $"report-{Interlocked.Increment(ref _names)}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Source => $"source-{_name}";

    [Fact]
    public async Task A_wide_row_becomes_facts_that_are_announced()
    {
        var report = await SendAsync(Wide.File(
            Wide.Row("A-1", "05/01/2026", "Yes", "02/02/2026", "01/06/2026", "Team North", "o.fficer@council.example"), Wide.Row("A-2", "46027", "Pending")));

        Assert.Equal("finished", (string?)report["state"]);
        Assert.Equal((2, 2, 0), (Rows(report, "read"), Rows(report, "new"), Rows(report, "refused")));
        Assert.Equal((5, 0, 0), (Events(report, "new"), Events(report, "corrections"), Events(report, "retractions")));
        Assert.Equal(["Surname", "DOB"], report["columns"]!["dropped"]!.AsArray().Select(name => (string)name!));
        var facts = await FactsAsync();
        Assert.Equal(
            [
                "A-1 AssessmentDecided { NotifiedOn = 02/02/2026 }", "A-1 CaseAssigned", "A-1 FinalPlanSent { SentOn = 06/01/2026 }",
                "A-1 RequestReceived { ReceivedOn = 01/05/2026 }", "A-2 RequestReceived { ReceivedOn = 01/05/2026 }",
            ],
            facts.Select(fact => $"{fact.CaseReference} {Words(fact.Fact)}").Order(StringComparer.Ordinal));
        Assert.All(facts, fact => Assert.Equal((Source, "E08000025"), (fact.Source, fact.Authority)));
        Assert.Equal(facts.Count, await intake.Database.CountAsync($"ledger where source = '{Source}' and mode = 4"));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var file = Wide.File(Enumerable.Range(0, 2_500).Select(at => Wide.Row($"B-{at}", planOn: at % 3 == 0 ? "01/06/2026" : "")));
        await SendAsync(file);
        var before = await LedgerAsync();

        var report = await SendAsync(file);

        Assert.Equal((2_500, 2_500), (Rows(report, "read"), Rows(report, "unchanged")));
        Assert.Equal((0, 0, 0, 0), (Events(report, "new"), Events(report, "corrections"), Events(report, "retractions"), Events(report, "recordedBefore")));
        Assert.Equal(before, await LedgerAsync());
    }

    [Fact]
    public async Task Ten_changed_rows_are_ten_corrections_and_the_newest_stands()
    {
        await SendAsync(Wide.File(Enumerable.Range(0, 1_500).Select(at => Wide.Row($"C-{at}"))));
        intake.Clock.Advance(TimeSpan.FromMinutes(1));

        var report = await SendAsync(Wide.File(Enumerable.Range(0, 1_500).Select(at => Wide.Row($"C-{at}", at % 150 == 0 ? "06/01/2026" : "05/01/2026"))));

        Assert.Equal((10, 1_490, 0, 10), (Rows(report, "changed"), Rows(report, "unchanged"), Events(report, "new"), Events(report, "corrections")));
        var facts = await FactsAsync();
        Assert.Equal(1_510, facts.Count);
        var corrected = facts.Where(fact => fact.CaseReference == "C-150").OrderBy(fact => fact.Time).ToList();
        Assert.Equal([new DateOnly(2026, 1, 5), new DateOnly(2026, 1, 6)], corrected.Select(fact => ((RequestReceived)fact.Fact).ReceivedOn));
        Assert.True(corrected[0].Time < corrected[1].Time);
    }

    [Fact]
    public async Task A_value_that_comes_back_is_a_correction_again()
    {
        foreach (var day in new[] { "05/01/2026", "06/01/2026", "05/01/2026" })
        {
            await SendAsync(Wide.File(Wide.Row("D-1", day)));
        }

        var facts = (await FactsAsync()).OrderBy(fact => fact.Time).ToList();
        Assert.Equal([5, 6, 5], facts.Select(fact => ((RequestReceived)fact.Fact).ReceivedOn.Day));
        Assert.Equal(3, facts.Select(fact => fact.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_thousand_rows_that_vanish_are_told_of_and_nothing_is_deleted()
    {
        var rows = Enumerable.Range(0, 1_200).Select(at => Wide.Row($"E-{at:0000}")).ToList();
        await SendAsync(Wide.File(rows));
        var before = await LedgerAsync();

        var report = await SendAsync(Wide.File(rows.Take(200)));

        Assert.Equal((1_000, 200), (Rows(report, "vanished"), Rows(report, "unchanged")));
        Assert.Equal(before, await LedgerAsync());
        var page = (await intake.GetAsync($"/v1/imports/{report["id"]}/vanished?limit=600")).Json;
        var rest = (await intake.GetAsync($"/v1/imports/{report["id"]}/vanished?limit=600&after={page["next"]}")).Json;
        Assert.Equal(
            Enumerable.Range(200, 1_000).Select(at => $"E-{at:0000}"),
            page["cases"]!.AsArray().Concat(rest["cases"]!.AsArray()).Select(one => (string)one!["caseReference"]!));
        Assert.Null(rest["next"]);

        Assert.Equal(0, Rows(await SendAsync(Wide.File(rows.Take(200))), "vanished")); // told of once
        Assert.Equal((1_200, 0), (Rows(await SendAsync(Wide.File(rows)), "unchanged"), (await VanishedAsync(report)).Count));
    }

    [Fact]
    public async Task A_value_that_became_empty_is_told_of_and_stands()
    {
        await SendAsync(Wide.File(Wide.Row("F-1", planOn: "01/06/2026")));

        var report = await SendAsync(Wide.File(Wide.Row("F-1")));

        Assert.Equal((0, 0), (Events(report, "retractions"), Rows(report, "refused")));
        Assert.Equal("2 Final plan value-gone", await ErrorsAsync(report));
        Assert.DoesNotContain(await FactsAsync(), fact => fact.Fact is EventRetracted);
        Assert.Equal(1, Rows(await SendAsync(Wide.File(Wide.Row("F-1"))), "unchanged"));
    }

    [Fact]
    public async Task Where_the_mapping_says_so_it_is_taken_back_with_all_that_stood_before_it()
    {
        await SendAsync(Wide.File(Wide.Row("G-1", planOn: "01/06/2026")), whenEmpty: "retract");
        await SendAsync(Wide.File(Wide.Row("G-1", planOn: "02/06/2026")), whenEmpty: "retract");

        var report = await SendAsync(Wide.File(Wide.Row("G-1")), whenEmpty: "retract");

        Assert.Equal(2, Events(report, "retractions"));
        var facts = await FactsAsync();
        Assert.Equal(
            facts.Where(fact => fact.Fact is FinalPlanSent).Select(fact => fact.Id).Order(StringComparer.Ordinal),
            facts.Select(fact => fact.Fact).OfType<EventRetracted>().Select(fact => fact.RetractedId).Order(StringComparer.Ordinal));

        await SendAsync(Wide.File(Wide.Row("G-1", planOn: "02/06/2026")), whenEmpty: "retract");
        var plans = (await FactsAsync()).Where(fact => fact.Fact is FinalPlanSent).ToList();
        Assert.Equal(3, plans.Select(fact => fact.Id).Distinct().Count()); // told anew, under an id that nothing took back
    }

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
        var tray = (await intake.GetAsync($"/v1/rejections?source={Source}&limit=3")).Json["rejections"]!.AsArray();
        Assert.Equal((13, (string?)report["id"]), ((int)tray[0]!["line"]!, (string?)tray[0]!["importId"]));
        Assert.Equal("Officer", (string?)tray[0]!["errors"]![0]!["column"]);
        Assert.Equal(
            [3], (await intake.GetAsync($"/v1/rejections?source={Source}&rule=in-future")).Json["rejections"]!.AsArray().Select(one => (int)one!["line"]!));
        Assert.Equal(1, Events(await SendAsync(Wide.File(Wide.Row("H-1", "05/01/2026"), Wide.Row("H-6"))), "new"));
    }

    [Fact]
    public async Task What_was_wrong_is_forgotten_after_a_while_and_told_anew_while_it_is()
    {
        var file = Wide.File(Wide.Row("HH-1", "x"));
        var (sent, tried) = (await SendAsync(file), await SendAsync(file, query: "&dryRun=true"));

        intake.Clock.Advance(TimeSpan.FromDays(8));
        await SendAsync(file);
        Assert.Equal(("2 Date received date", ""), (await ErrorsAsync(sent), await ErrorsAsync(tried)));

        intake.Clock.Advance(TimeSpan.FromDays(83));
        var last = await SendAsync(file);
        Assert.Equal(("", "2 Date received date"), (await ErrorsAsync(sent), await ErrorsAsync(last)));
        Assert.Equal(1, (long)(await intake.GetAsync($"/v1/imports/{sent["id"]}")).Json["errors"]!); // it is still counted
    }

    [Fact]
    public async Task An_ambiguous_date_is_refused_and_never_guessed()
    {
        var mapping = Wide.Mapping(_name, Source);
        mapping.Remove("dates");

        var report = await SendAsync(Wide.File(Wide.Row("I-1", "05/01/2026"), Wide.Row("I-2", "2026-01-05")), mapping);

        Assert.Equal("2 Date received date-order", await ErrorsAsync(report));
        Assert.Equal(["I-2"], (await FactsAsync()).Select(fact => fact.CaseReference));
    }

    [Fact]
    public async Task A_try_says_what_would_be_sent_and_sends_nothing()
    {
        await SendAsync(Wide.File(Wide.Row("J-1"), Wide.Row("J-2"), Wide.Row("J-3")));
        var before = await LedgerAsync();
        var tray = (await intake.GetAsync($"/v1/rejections?source={Source}")).Text;

        var report = await SendAsync(
            Wide.File(Wide.Row("J-1", "06/01/2026"), Wide.Row("J-2"), Wide.Row("J-4"), Wide.Row("J-4"), Wide.Row("J-5", "x")), query: "&dryRun=true");

        Assert.True((bool)report["dryRun"]!);
        Assert.Equal((1, 1, 1, 2, 1), (Rows(report, "changed"), Rows(report, "unchanged"), Rows(report, "new"), Rows(report, "refused"), Rows(report, "vanished")));
        Assert.Equal((1, 1), (Events(report, "new"), Events(report, "corrections")));
        Assert.Equal("5 Case reference row-twice\n6 Date received date", await ErrorsAsync(report));
        Assert.Equal(before, await LedgerAsync());
        Assert.Equal(tray, (await intake.GetAsync($"/v1/rejections?source={Source}")).Text);
        Assert.Equal(0, await intake.Database.CountAsync("trial_row"));
        Assert.Equal((1, 1, 1), await RealAsync());

        async Task<(long, long, long)> RealAsync()
        {
            var real = await SendAsync(Wide.File(Wide.Row("J-1", "06/01/2026"), Wide.Row("J-2"), Wide.Row("J-4")));
            return (Events(real, "new"), Events(real, "corrections"), Rows(real, "vanished"));
        }
    }

    [Fact]
    public async Task The_second_of_two_rows_is_found_in_a_later_set_too()
    {
        var rows = Enumerable.Range(0, 2_200).Select(at => Wide.Row($"K-{at}")).Append(Wide.Row("K-7", "06/01/2026")).ToList();

        foreach (var query in new[] { "&dryRun=true", "" })
        {
            var report = await SendAsync(Wide.File(rows), query: query);

            Assert.Equal("2202 Case reference row-twice", await ErrorsAsync(report));
            Assert.Equal((2_200, 0), (Events(report, "new"), Events(report, "corrections")));
        }
    }

    [Fact]
    public async Task Nothing_of_a_personal_column_is_found_anywhere()
    {
        await SendAsync(Wide.File(Wide.Row("L-1"), Wide.Row("L-2", Wide.Child), Wide.Row(Wide.Child + " L"), Wide.Row("L-4", decision: Wide.Child)));
        await SendAsync(Wide.File(Wide.Row("L-1", "06/01/2026")), query: "&dryRun=true");
        var noHeader = await PostAsync(Wide.File(Wide.Row("L-1"))[(Wide.Header.Length + 2)..], $"?mapping={_name}");

        Assert.Equal((422, "urn:ehcp:file-refused"), (noHeader.Status, noHeader.Type)); // the first row of a file without a header is no header
        Assert.DoesNotContain(Wide.Child, noHeader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Wide.Child, await intake.EverythingStoredAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, intake.Log.Count(Wide.Child));
        foreach (var import in (await intake.GetAsync($"/v1/imports?source={Source}")).Json["imports"]!.AsArray())
        {
            Assert.DoesNotContain(Wide.Child, import!.ToJsonString() + (await intake.GetAsync($"/v1/imports/{import["id"]}/errors")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mapping_that_uses_a_personal_column_is_refused()
    {
        var mapping = Wide.Mapping(_name, Source);
        mapping["caseReference"] = new JsonObject { ["column"] = "UPN" };

        var answer = await FormAsync(Wide.File(Wide.Row("M-1")), mapping.ToJsonString());

        Assert.Equal((422, "urn:ehcp:mapping-invalid"), (answer.Status, answer.Type));
        Assert.Equal(["personal-column /caseReference/column"], answer.Errors);
    }

    [Fact]
    public async Task Two_authorities_by_one_mapping_are_two_extracts()
    {
        var mapping = Wide.Mapping(_name, Source);
        mapping.Remove("authority");
        await SendAsync(Wide.File(Wide.Row("AA-1"), Wide.Row("AA-2")), mapping, "&authority=330");

        var report = await SendAsync(Wide.File(Wide.Row("AA-1")), mapping, "&authority=331");

        Assert.Equal((1, 0, "E08000026"), (Rows(report, "new"), Rows(report, "vanished"), (string?)report["authority"]));
        Assert.Equal(3, (await FactsAsync()).Count);
    }

    [Fact]
    public async Task Nobody_changes_the_mapping_of_somebody_else()
    {
        var (everybodys, theirs) = (Wide.Mapping(_name, Source), Wide.Mapping(_name + "-theirs", Source));
        everybodys.Remove("source");
        await StoreAsync(everybodys);
        await StoreAsync(theirs);

        foreach (var mapping in new[] { everybodys, Wide.Mapping(_name, "synergy"), Wide.Mapping(_name + "-theirs", "synergy") })
        {
            using var caller = intake.Caller(Synergy);
            using var content = new StringContent(mapping.ToJsonString(), Encoding.UTF8, "application/json");
            var answer = await Answer.OfAsync(await caller.PutAsync(new Uri($"/v1/mappings/{mapping["name"]}", UriKind.Relative), content, Stop));
            Assert.Equal("urn:ehcp:sender-not-allowed", answer.Type);
        }

        Assert.Equal(200, (await PostAsync(Wide.File(Wide.Row("M-2")), $"?mapping={_name}&source=synergy", Synergy)).Status); // to be used it is everybody's
        Assert.Equal(["shipped-name /name"], (await FormAsync(Wide.File(Wide.Row("M-3")), Wide.Mapping("sen2-requests", Source).ToJsonString())).Errors);
    }

    [Fact]
    public async Task A_file_without_a_column_of_the_mapping_is_refused_whole()
    {
        await StoreAsync(Wide.Mapping(_name, Source));

        var answer = await PostAsync("Case reference,Date recieved\r\nN-1,05/01/2026\r\n"u8.ToArray(), $"?mapping={_name}");

        Assert.Equal((422, "urn:ehcp:file-refused"), (answer.Status, answer.Type));
        Assert.Contains("The file has no column Date received.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await FactsAsync());
        Assert.Equal("refused", (string?)(await intake.GetAsync($"/v1/imports?source={Source}")).Json["imports"]![0]!["state"]);
    }

    [Fact]
    public async Task A_key_imports_for_its_own_sources_and_authorities_only()
    {
        var (own, other) = (Wide.Mapping(_name, "synergy"), Wide.Mapping(_name + "-other", Source));
        own["authority"] = new JsonObject { ["column"] = "Team" };
        await StoreAsync(own);
        await StoreAsync(other);
        var file = Wide.File(Wide.Row("O-1", team: "330"), Wide.Row("O-2", planOn: "01/06/2026", team: "331"));

        Assert.Equal("urn:ehcp:unknown-mapping", (await PostAsync(file, $"?mapping={_name}-other", Synergy)).Type); // another's mapping is none
        Assert.Equal("urn:ehcp:sender-not-allowed", (await PostAsync(file, $"?mapping={_name}&source={Source}", Synergy)).Type);
        Assert.Equal("urn:ehcp:sender-not-allowed", (await PostAsync(file, $"?mapping={_name}&authority=331", Synergy)).Type);
        Assert.Equal(403, (await PostAsync(file, $"?mapping={_name}", RunningIntake.ReaderKey)).Status);
        own["facts"]!.AsArray().RemoveAt(3);
        await StoreAsync(own);
        var report = await PostAsync(file, $"?mapping={_name}", Synergy);
        Assert.Equal("3 Team authority-not-allowed", await ErrorsAsync(report.Json, Synergy)); // of all its facts, once
        Assert.Equal(
            ["O-1"],
            (await intake.AnnouncedAsync()).Select(fact => fact.CaseReference).Where(reference => reference.StartsWith("O-", StringComparison.Ordinal)));

        var theirs = await SendAsync(Wide.File(Wide.Row("O-9")), Wide.Mapping(_name + "-other", Source));
        Assert.Equal("urn:ehcp:unknown-import", (await intake.GetAsync($"/v1/imports/{theirs["id"]}", Synergy)).Type);
        Assert.Equal("urn:ehcp:unknown-import", (await intake.GetAsync($"/v1/imports/{theirs["id"]}/errors", Synergy)).Type);
        Assert.Equal("urn:ehcp:unknown-import", (await intake.GetAsync($"/v1/imports/{theirs["id"]}/vanished", Synergy)).Type);
        Assert.DoesNotContain(Source, (await intake.GetAsync("/v1/imports", Synergy)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Source, (await intake.GetAsync("/v1/mappings", Synergy)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_that_is_killed_in_the_middle_goes_on_and_doubles_nothing()
    {
        await StoreAsync(Wide.Mapping(_name, Source));
        var rows = Enumerable.Range(0, 6_000).Select(at => Wide.Row($"P-{at}", planOn: "01/06/2026")).ToList();
        var (file, id) = (Wide.File(rows), Guid.NewGuid());
        await using (var half = new HalfFile(file, file.Length / 2))
        {
            using var killed = new CancellationTokenSource();
            using var content = new StreamContent(half) { Headers = { ContentType = new("text/csv") } };
            var sending = intake.Client.PostAsync(new Uri($"/v1/imports?mapping={_name}&id={id}", UriKind.Relative), content, killed.Token);
            await Until.TrueAsync(async () => await intake.Database.CountAsync($"ledger where source = '{Source}'") > 2_000, cancellationToken: Stop);
            var running = (await intake.GetAsync($"/v1/imports/{id}")).Json;
            Assert.Equal("running", (string?)running["state"]);
            Assert.Equal("urn:ehcp:import-running", (await PostAsync(file, $"?mapping={_name}")).Type); // one at a time
            await killed.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        await Until.EqualAsync("interrupted", async () => (string?)(await intake.GetAsync($"/v1/imports/{id}")).Json["state"], cancellationToken: Stop);
        intake.Clock.Advance(TimeSpan.FromHours(1));

        // It may take the one that was interrupted a moment to be gone.
        Answer again = null!;
        await Until.TrueAsync(async () => (again = await PostAsync(file, $"?mapping={_name}&id={id}")).Status != 409, cancellationToken: Stop);
        var report = again.Json;

        Assert.Equal("finished", (string?)report["state"]);
        Assert.True(Rows(report, "unchanged") > 0);
        Assert.Equal((6_000, 0), (Rows(report, "read"), Rows(report, "refused")));
        Assert.Equal(12_000, await intake.Database.CountAsync($"ledger where source = '{Source}'"));
        Assert.Equal(6_000, await intake.Database.CountAsync($"(select distinct subject from ledger where source = '{Source}') as cases"));
        Assert.Equal(report.ToJsonString(), (await PostAsync(file, $"?mapping={_name}&id={id}")).Json.ToJsonString()); // asked again, it only answers
    }

    [Fact]
    public async Task What_was_recorded_and_not_remembered_is_recognised()
    {
        var file = Wide.File(Enumerable.Range(0, 50).Select(at => Wide.Row($"Q-{at}")));
        await SendAsync(file);
        await intake.Database.ExecuteAsync("delete from import_row where subject like 'Q-%'"); // as after a kill between the ledger and the memory
        intake.Clock.Advance(TimeSpan.FromHours(1));

        var report = await SendAsync(file);

        Assert.Equal((50, 50, 0), (Events(report, "new"), Events(report, "recordedBefore"), Rows(report, "refused")));
        Assert.Equal(50, (await FactsAsync()).Count);
    }

    [Fact]
    public async Task A_row_that_moves_to_another_case_leaves_the_first()
    {
        var mapping = Wide.Mapping(_name, Source, "retract");
        mapping["row"] = new JsonArray("Team");
        mapping["facts"]!.AsArray().RemoveAt(3);
        await SendAsync(Wide.File(Wide.Row("R-1", team: "7")), mapping);

        var report = await SendAsync(Wide.File(Wide.Row("R-2", team: "7")), mapping);

        Assert.Equal((1, 1), (Events(report, "new"), Events(report, "retractions")));
        var retraction = Assert.Single(await FactsAsync(), fact => fact.Fact is EventRetracted);
        Assert.Equal("R-1", retraction.CaseReference);
        Assert.Equal(1, Rows(await SendAsync(Wide.File(Wide.Row("R-2", team: "7")), mapping), "unchanged"));
    }

    [Fact]
    public async Task The_time_of_the_row_is_that_of_its_facts()
    {
        var mapping = Wide.Mapping(_name, Source);
        mapping["time"] = new JsonObject { ["column"] = "Team" };
        mapping["facts"]!.AsArray().RemoveAt(3);
        await SendAsync(Wide.File(Wide.Row("S-1", "05/01/2026", team: "01/07/2026 10:00")), mapping);
        await SendAsync(Wide.File(Wide.Row("S-1", "06/01/2026", team: "01/06/2026 10:00")), mapping); // older than what it changes

        var facts = (await FactsAsync()).OrderBy(fact => fact.Time).ToList();

        Assert.Equal(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero), facts[0].Time);
        Assert.Equal([5, 6], facts.Select(fact => ((RequestReceived)fact.Fact).ReceivedOn.Day));
    }

    [Fact]
    public async Task An_extract_of_changes_does_not_say_what_vanished()
    {
        var mapping = Wide.Mapping(_name, Source);
        mapping["extract"] = "changes";
        await SendAsync(Wide.File(Wide.Row("T-1"), Wide.Row("T-2")), mapping);

        Assert.Equal(0, Rows(await SendAsync(Wide.File(Wide.Row("T-2")), mapping), "vanished"));
    }

    [Fact]
    public async Task An_import_says_which_version_of_the_mapping_it_used()
    {
        var mapping = Wide.Mapping(_name, Source);
        var first = await SendAsync(Wide.File(Wide.Row("U-1")), mapping);
        mapping["facts"]!.AsArray().RemoveAt(0);
        var second = await SendAsync(Wide.File(Wide.Row("U-1")), mapping);

        Assert.Equal((1, 2), ((int)first["mappingVersion"]!, (int)second["mappingVersion"]!));
        Assert.NotEqual((string?)first["mappingHash"], (string?)second["mappingHash"]);
        Assert.Equal("2  value-gone", await ErrorsAsync(second)); // the mapping no longer reads it
        Assert.Equal(4, (await intake.GetAsync($"/v1/mappings/{_name}?version=1")).Json["facts"]!.AsArray().Count);
        Assert.Equal(3, (await intake.GetAsync($"/v1/mappings/{_name}")).Json["facts"]!.AsArray().Count);
    }

    [Fact]
    public async Task Errors_are_a_file_for_a_spreadsheet_in_which_nothing_is_computed()
    {
        var mapping = Wide.Mapping(_name, Source);
        mapping["facts"] = JsonNode.Parse("""[{ "type": "request-received", "data": { "receivedOn": { "column": "=cmd|'/c calc'!A1" } } }]""");
        var report = await SendAsync("Case reference,=cmd|'/c calc'!A1\r\nV-1,=1+1\r\n"u8.ToArray(), mapping);

        var csv = await intake.GetAsync($"/v1/imports/{report["id"]}/errors?format=csv");

        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains("2,'=cmd|'/c calc'!A1,ehcp.request-received.v1,date,", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_a_text_too()
    {
        var report = await SendAsync(Wide.File(Wide.Row("W-1"), Wide.Row("W-2", "x")));

        var text = (await intake.GetAsync($"/v1/imports/{report["id"]}?format=text")).Text;

        Assert.Contains("state: finished\n", text, StringComparison.Ordinal);
        Assert.Contains("rows read: 2\n", text, StringComparison.Ordinal);
        Assert.Contains("columns dropped, since they say who somebody is: Surname, DOB\n", text, StringComparison.Ordinal);
        Assert.Contains("rule date: 1 times.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_blades_of_SEN2_are_read_as_COLLECT_exports_them()
    {
        var requests = """
            requeststableid,NativeId,requestsorderseqcolumn,sourceid,persontableid,receiveddate,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported
            101,900,1,1,1,2025-Sep-28 00:00:00,0,2025-Nov-02 00:00:00,Y,0,0,
            102,901,2,1,2,2025-Oct-01 00:00:00,1,2025-Nov-12 00:00:00,N,0,0,
            103,902,3,1,3,2026-Jan-05 00:00:00,0,,A,0,0,
            104,903,4,1,4,2025-Jun-05 00:00:00,0,,W,0,0,
            """;
        var assessment = """
            assessmenttableid,NativeId,assessmentorderseqcolumn,sourceid,requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,assessmenttribunal,othermediation,othertribunal,week20
            501,900,1,1,101,Y,2026-Feb-15 00:00:00,0,0,0,0,0
            502,901,2,1,105,Y,,0,0,0,0,1
            503,901,2,1,106,N,2026-Feb-16 00:00:00,0,0,0,0,0
            """;

        var first = (await PostAsync(Encoding.UTF8.GetBytes(requests), $"?mapping=sen2-requests&source={Source}&authority=330")).Json;
        var second = (await PostAsync(Encoding.UTF8.GetBytes(assessment), $"?mapping=sen2-assessment&source={Source}&authority=330")).Json;

        Assert.Equal("5 requestoutcomedate required", await ErrorsAsync(first)); // closed, and nobody knows when
        Assert.Equal("", await ErrorsAsync(second));
        Assert.Equal(["RequestSource"], first["columns"]!["absent"]!.AsArray().Select(name => (string)name!));
        Assert.Contains("week20", second["columns"]!["unused"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(
            [
                "SEN2-101 AssessmentDecided { NotifiedOn = 11/02/2025 }", "SEN2-101 FinalPlanSent { SentOn = 02/15/2026 }",
                "SEN2-101 RequestReceived { ReceivedOn = 09/28/2025 }", "SEN2-102 AssessmentDecided { NotifiedOn = 11/12/2025 }",
                "SEN2-102 RequestReceived { ReceivedOn = 10/01/2025 }", "SEN2-103 RequestReceived { ReceivedOn = 01/05/2026 }",
                "SEN2-104 RequestReceived { ReceivedOn = 06/05/2025 }", "SEN2-106 IssueDecided { NotifiedOn = 02/16/2026 }",
            ],
            (await FactsAsync()).Select(fact => $"{fact.CaseReference} {Words(fact.Fact)}").Order(StringComparer.Ordinal));
        Assert.Equal([RequestRoute.Detained], (await FactsAsync()).Select(fact => (fact.Fact as RequestReceived)?.Route).Where(route => route is not null));
    }

    [Fact]
    public async Task A_mapping_is_guessed_by_the_API_from_a_header()
    {
        var answer = await PostAsync(Wide.File(Wide.Row("X-1")), "/suggest?name=guess&source=synergy&authority=330");

        Assert.Equal(200, answer.Status);
        Assert.Equal(("guess", "synergy", "E08000025"), ((string?)answer.Json["name"], (string?)answer.Json["source"], (string?)answer.Json["authority"]!["constant"]));
        Assert.DoesNotContain(Wide.Child, answer.Text, StringComparison.Ordinal);
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

    private static string Words(Fact fact) => fact switch
    {
        RequestReceived told => $"RequestReceived {{ ReceivedOn = {told.ReceivedOn:MM/dd/yyyy} }}",
        AssessmentDecided told => $"AssessmentDecided {{ NotifiedOn = {told.NotifiedOn:MM/dd/yyyy} }}",
        IssueDecided told => $"IssueDecided {{ NotifiedOn = {told.NotifiedOn:MM/dd/yyyy} }}",
        FinalPlanSent told => $"FinalPlanSent {{ SentOn = {told.SentOn:MM/dd/yyyy} }}",
        _ => fact.GetType().Name,
    };

    private static long Rows(JsonNode report, string what) => (long)report["rows"]![what]!;

    private static long Events(JsonNode report, string what) => (long)report["events"]![what]!;

    private async Task<List<RecordedFact>> FactsAsync() => [.. (await intake.AnnouncedAsync()).Where(fact => fact.Source == Source)];

    private async Task<(long, long)> LedgerAsync() =>
        (await intake.Database.CountAsync($"ledger where source = '{Source}'"), (await FactsAsync()).Count);

    private async Task<string> ErrorsAsync(JsonNode report, string key = RunningIntake.AnyKey) => string.Join(
        '\n', (await intake.GetAsync($"/v1/imports/{report["id"]}/errors", key)).Json["errors"]!.AsArray()
            .Select(error => (Line: (long)error!["line"]!, Text: $"{error["line"]} {error["column"]} {error["rule"]}"))
            .OrderBy(error => error.Line).ThenBy(error => error.Text, StringComparer.Ordinal).Select(error => error.Text));

    private async Task<JsonArray> VanishedAsync(JsonNode report) =>
        (await intake.GetAsync($"/v1/imports/{report["id"]}/vanished")).Json["cases"]!.AsArray();

    private async Task<JsonNode> SendAsync(byte[] file, JsonObject? mapping = null, string query = "", string whenEmpty = "report")
    {
        mapping ??= Wide.Mapping(_name, Source, whenEmpty);
        await StoreAsync(mapping);
        var answer = await PostAsync(file, $"?mapping={mapping["name"]}{query}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private async Task StoreAsync(JsonObject mapping)
    {
        using var content = new StringContent(mapping.ToJsonString(), Encoding.UTF8, "application/json");
        var answer = await Answer.OfAsync(await intake.Client.PutAsync(new Uri($"/v1/mappings/{mapping["name"]}", UriKind.Relative), content, Stop));
        Assert.True(answer.Status == 200, answer.Text);
    }

    private async Task<Answer> PostAsync(byte[] file, string query, string key = RunningIntake.AnyKey, string mediaType = "text/csv")
    {
        using var caller = intake.Caller(key);
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        return await Answer.OfAsync(await caller.PostAsync(new Uri("/v1/imports" + query, UriKind.Relative), content, Stop));
    }

    private async Task<Answer> FormAsync(byte[] file, string mapping)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(mapping, Encoding.UTF8, "application/json"), "mapping", "mapping.json" },
            { new ByteArrayContent(file), "file", "report.csv" },
        };
        return await Answer.OfAsync(await intake.Client.PostAsync(new Uri("/v1/imports", UriKind.Relative), form, Stop));
    }

    /// <summary>The first part of a file, and then nothing more, as of a sender that hangs.</summary>
    private sealed class HalfFile(byte[] file, int length) : MemoryStream(file, 0, length)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
