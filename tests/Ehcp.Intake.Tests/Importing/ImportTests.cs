using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Importing;

/// <summary>Files of a council's case system, one night after the other.</summary>
public sealed class ImportTests(RunningIntake intake) : ImportTest(intake)
{
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
        Assert.Equal(facts.Count, await Intake.Database.CountAsync($"ledger where source = '{Source}' and mode = 4"));
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
        Intake.Clock.Advance(TimeSpan.FromMinutes(1));

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
    public async Task A_try_says_what_would_be_sent_and_sends_nothing()
    {
        await SendAsync(Wide.File(Wide.Row("J-1"), Wide.Row("J-2"), Wide.Row("J-3")));
        var before = await LedgerAsync();
        var tray = (await Intake.GetAsync($"/v1/rejections?source={Source}")).Text;

        var report = await SendAsync(
            Wide.File(Wide.Row("J-1", "06/01/2026"), Wide.Row("J-2"), Wide.Row("J-4"), Wide.Row("J-4"), Wide.Row("J-5", "x")), query: "&dryRun=true");

        Assert.True((bool)report["dryRun"]!);
        Assert.Equal((1, 1, 1, 2, 1), (Rows(report, "changed"), Rows(report, "unchanged"), Rows(report, "new"), Rows(report, "refused"), Rows(report, "vanished")));
        Assert.Equal((1, 1), (Events(report, "new"), Events(report, "corrections")));
        Assert.Equal("5 Case reference row-twice\n6 Date received date", await ErrorsAsync(report));
        Assert.Equal(before, await LedgerAsync());
        Assert.Equal(tray, (await Intake.GetAsync($"/v1/rejections?source={Source}")).Text);
        Assert.Equal(0, await Intake.Database.CountAsync("trial_row"));
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
    public async Task The_time_of_the_row_is_that_of_its_facts()
    {
        var mapping = Wide.Mapping(Name, Source);
        mapping["time"] = new JsonObject { ["column"] = "Team" };
        mapping["facts"]!.AsArray().RemoveAt(3);
        await SendAsync(Wide.File(Wide.Row("S-1", "05/01/2026", team: "01/07/2026 10:00")), mapping);
        await SendAsync(Wide.File(Wide.Row("S-1", "06/01/2026", team: "01/06/2026 10:00")), mapping); // older than what it changes

        var facts = (await FactsAsync()).OrderBy(fact => fact.Time).ToList();

        Assert.Equal(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero), facts[0].Time);
        Assert.Equal([5, 6], facts.Select(fact => ((RequestReceived)fact.Fact).ReceivedOn.Day));
    }

    [Fact]
    public async Task An_import_says_which_version_of_the_mapping_it_used()
    {
        var mapping = Wide.Mapping(Name, Source);
        var first = await SendAsync(Wide.File(Wide.Row("U-1")), mapping);
        mapping["facts"]!.AsArray().RemoveAt(0);
        var second = await SendAsync(Wide.File(Wide.Row("U-1")), mapping);

        Assert.Equal((1, 2), ((int)first["mappingVersion"]!, (int)second["mappingVersion"]!));
        Assert.NotEqual((string?)first["mappingHash"], (string?)second["mappingHash"]);
        Assert.Equal("2  value-gone", await ErrorsAsync(second)); // the mapping no longer reads it
        Assert.Equal(4, (await Intake.GetAsync($"/v1/mappings/{Name}?version=1")).Json["facts"]!.AsArray().Count);
        Assert.Equal(3, (await Intake.GetAsync($"/v1/mappings/{Name}")).Json["facts"]!.AsArray().Count);
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
    public async Task Plans_reviews_and_transfers_are_read_from_the_blades_of_SEN2()
    {
        var plans = """
            namedplantableid,NativeId,namedplanorderseqcolumn,sourceid,assessmenttableid,startdate,planres,planwbp,pb,oa,dp,ceasedate,ceasereason,requeststableid,AssessmentOutcome
            701,900,1,1,501,2021-Mar-01 00:00:00,,,0,0,,,,201,H
            702,901,1,1,502,2019-Jun-03 00:00:00,,,0,0,,2025-Jul-25 00:00:00,3,202,H
            703,902,1,1,503,2025-May-26 00:00:00,,,0,0,,,,203,Y
            """;
        var active = """
            activeplanstableid,NativeId,activeplansorderseqcolumn,sourceid,requeststableid,transferla,reviewmeeting,reviewoutcome,reviewdraft,phasetransferduedate,phasetransferfinaldate,lastreview
            801,900,1,1,201,,2025-Oct-06 00:00:00,A,2025-Oct-27 00:00:00,2026-Feb-15 00:00:00,2026-Jan-12 00:00:00,2025-Oct-20 00:00:00
            802,901,1,1,203,,,,,2026-Mar-31 00:00:00,,
            803,902,1,1,204,,2025-Nov-03 00:00:00,X,,2026-Apr-30 00:00:00,,2025-Nov-17 00:00:00
            """;

        var first = (await PostAsync(Encoding.UTF8.GetBytes(plans), $"?mapping=sen2-namedplan&source={Source}&authority=330")).Json;
        var second = (await PostAsync(Encoding.UTF8.GetBytes(active), $"?mapping=sen2-activeplans&source={Source}&authority=330")).Json;
        var third = (await PostAsync(Encoding.UTF8.GetBytes(active), $"?mapping=review-outcome-unverified&source={Source}&authority=330")).Json;
        var fourth = (await PostAsync(
            "senneedtableid,activeplanstableid,sentype,sentyperank,requeststableid\n1,801,ASD,1,201\n2,801,DS,2,201\n"u8.ToArray(),
            $"?mapping=sen2-senneed&source={Source}&authority=330")).Json;

        Assert.Equal("", await ErrorsAsync(first));
        Assert.Equal("4 phasetransferduedate code-not-mapped", await ErrorsAsync(second)); // which transfer it is its day does not say
        Assert.Equal("4 reviewoutcome code-not-mapped", await ErrorsAsync(third));
        Assert.Equal("", await ErrorsAsync(fourth));
        Assert.Equal(
            [
                "SEN2-201 AmendedPlanSent { SentOn = 12/01/2026, ReviewId = 2025-10-06, PhaseTransferYear = 2026 }",
                "SEN2-201 AmendmentNoticeSent { SentOn = 27/10/2025, ReviewId = 2025-10-06 }",
                "SEN2-201 CaseDescribed ASD",
                "SEN2-201 PhaseTransferDue 2026 Other",
                "SEN2-201 PlanHeld 01/03/2021 01/03/2021",
                "SEN2-201 ReviewDecided Amend 20/10/2025 2025-10-06",
                "SEN2-201 ReviewMeetingHeld { HeldOn = 06/10/2025, ReviewId = 2025-10-06 }",
                "SEN2-202 PlanCeased 25/07/2025 Reason3",
                "SEN2-202 PlanHeld 03/06/2019 03/06/2019",
                "SEN2-203 PhaseTransferDue 2026 SecondaryToPost16",
                "SEN2-204 ReviewMeetingHeld { HeldOn = 03/11/2025, ReviewId = 2025-11-03 }",
            ],
            (await FactsAsync()).Select(fact => $"{fact.CaseReference} {OfPlans(fact.Fact)}").Order(StringComparer.Ordinal));

        static string OfPlans(Fact fact) => fact switch
        {
            AmendedPlanSent told => $"AmendedPlanSent {{ SentOn = {told.SentOn:dd/MM/yyyy}, ReviewId = {told.ReviewId}, PhaseTransferYear = {told.PhaseTransferYear} }}",
            AmendmentNoticeSent told => $"AmendmentNoticeSent {{ SentOn = {told.SentOn:dd/MM/yyyy}, ReviewId = {told.ReviewId} }}",
            CaseDescribed told => $"CaseDescribed {told.PrimaryNeed}",
            PhaseTransferDue told => $"PhaseTransferDue {told.Year} {told.Phase}",
            PlanHeld told => $"PlanHeld {told.HeldOn:dd/MM/yyyy} {told.MadeOn:dd/MM/yyyy}",
            PlanCeased told => $"PlanCeased {told.CeasedOn:dd/MM/yyyy} {told.Reason}",
            ReviewDecided told => $"ReviewDecided {told.Decision} {told.NotifiedOn:dd/MM/yyyy} {told.ReviewId}",
            ReviewMeetingHeld told => $"ReviewMeetingHeld {{ HeldOn = {told.HeldOn:dd/MM/yyyy}, ReviewId = {told.ReviewId} }}",
            _ => fact.ToString(),
        };
    }

    [Fact]
    public async Task A_mapping_is_guessed_by_the_API_from_a_header()
    {
        var answer = await PostAsync(Wide.File(Wide.Row("X-1")), "/suggest?name=guess&source=synergy&authority=330");

        Assert.Equal(200, answer.Status);
        Assert.Equal(("guess", "synergy", "E08000025"), ((string?)answer.Json["name"], (string?)answer.Json["source"], (string?)answer.Json["authority"]!["constant"]));
        Assert.DoesNotContain(Wide.Child, answer.Text, StringComparison.Ordinal);
    }
}
