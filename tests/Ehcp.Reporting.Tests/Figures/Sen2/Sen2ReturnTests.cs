using System.IO.Compression;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Sen2;
using Ehcp.Reporting.Tests.Browser;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

/// <summary>The files of a return: whatever the events tell, in the items of the collection, and what they do not tell by name.</summary>
public sealed class Sen2ReturnTests
{
    // Written by hand from the sources that the table of items names: the elements of each element, in order.
    private static readonly Dictionary<string, string[]> Order = new()
    {
        ["Fragments"] = ["Fragment"],
        ["Fragment"] = ["Requests"],
        ["Requests"] =
        [
            "ReceivedDate", "RequestSource", "RYA", "RequestOutcomeDate", "RequestOutcome", "RequestMediation", "RequestTribunal", "Exported", "Assessment",
            "ActivePlans",
        ],
        ["Assessment"] =
        [
            "AssessmentOutcome", "AssessmentOutcomeDate", "AssessmentMediation", "AssessmentTribunal", "OtherMediation", "OtherTribunal", "Week20", "NamedPlan",
        ],
        ["NamedPlan"] = ["StartDate", "PlanRes", "PlanWBP", "PB", "OA", "DP", "CeaseDate", "CeaseReason", "PlanDetail"],
        ["PlanDetail"] = ["URN", "UKPRN", "SENsetting", "SENsettingOther", "PlacementRank", "SENunitIndicator", "ResourcedProvisionIndicator"],
        ["ActivePlans"] =
        [
            "TransferLA", "ReviewMeeting", "ReviewOutcome", "ReviewDraft", "PhaseTransferDueDate", "PhaseTransferFinalDate", "LastReview", "PlacementDetail",
            "SENneed",
        ],
        ["SENneed"] = ["SENtype", "SENtypeRank"],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_module_has_what_the_events_tell()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var files = await ZipAsync(reporting, "/v1/sen2/return?year=2026&authority=330");

        Assert.Equal(
            [
                "requests.csv", "assessment.csv", "namedplan.csv", "plandetail.csv", "activeplans.csv", "placementdetail.csv", "senneed.csv", "fragments.xml",
                "manifest.json",
            ],
            files.Keys);
        AssertFile(
            """
            casereference,requestid,requeststableid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported
            CEASED,plan-held,CEASED.plan-held,,,,,H,,,
            HELD,plan-held,HELD.plan-held,,,,,H,,,
            MOVED,plan-held,MOVED.plan-held,,,,,H,,,
            NEW,1,NEW.1,2025-01-06,2,0,2025-02-17,Y,0,0,
            OLD,1,OLD.1,,,0,,H,,,
            REFUSED,1,REFUSED.1,2025-03-03,,0,2025-04-14,N,1,1,
            """,
            files["requests.csv"]);
        AssertFile(
            """
            casereference,requestid,assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,assessmenttribunal,othermediation,othertribunal,week20
            CEASED,plan-held,CEASED.plan-held,CEASED.plan-held,H,,,,,,
            HELD,plan-held,HELD.plan-held,HELD.plan-held,H,,,,,,
            MOVED,plan-held,MOVED.plan-held,MOVED.plan-held,H,,,,,,
            NEW,1,NEW.1,NEW.1,Y,2025-05-26,0,0,1,0,0
            OLD,1,OLD.1,OLD.1,H,,,,,,
            """,
            files["assessment.csv"]);
        AssertFile(
            """
            casereference,requestid,namedplantableid,assessmenttableid,requeststableid,assessmentoutcome,startdate,planres,planwbp,pb,oa,dp,ceasedate,ceasereason
            CEASED,plan-held,CEASED.plan-held,CEASED.plan-held,CEASED.plan-held,H,2019-06-03,,,,,,2025-07-25,3
            HELD,plan-held,HELD.plan-held,HELD.plan-held,HELD.plan-held,H,2021-03-01,,,,,,,
            MOVED,plan-held,MOVED.plan-held,MOVED.plan-held,MOVED.plan-held,H,2022-05-02,,,,,,,
            NEW,1,NEW.1,NEW.1,NEW.1,Y,2025-05-26,,,,,,,
            OLD,1,OLD.1,OLD.1,OLD.1,H,2023-05-22,,,,,,,
            """,
            files["namedplan.csv"]);
        AssertFile(
            """
            casereference,requestid,plandetailtableid,namedplantableid,assessmenttableid,requeststableid,urn,ukprn,sensetting,sensettingother,placementrank,senunitindicator,resourcedprovisionindicator
            OLD,1,OLD.1,OLD.1,OLD.1,OLD.1,123456,,,,1,,
            """,
            files["plandetail.csv"]);
        AssertFile(
            """
            casereference,requestid,activeplanstableid,requeststableid,transferla,reviewmeeting,reviewoutcome,reviewdraft,phasetransferduedate,phasetransferfinaldate,lastreview
            HELD,plan-held,HELD.plan-held,HELD.plan-held,,,,,,,2024-11-04
            MOVED,plan-held,MOVED.plan-held,MOVED.plan-held,332,,,,,,2024-10-07
            NEW,1,NEW.1,NEW.1,,,,,,,
            OLD,1,OLD.1,OLD.1,,2025-10-06,A,2025-10-27,2026-02-14,2026-01-12,2025-10-20
            """,
            files["activeplans.csv"]);
        AssertFile(
            """
            casereference,requestid,senneedtableid,activeplanstableid,requeststableid,sentype,sentyperank
            OLD,1,OLD.1,OLD.1,OLD.1,ASD,1
            """,
            files["senneed.csv"]);
    }

    [Fact]
    public async Task A_reader_of_others_finds_the_elements_of_the_specification_in_its_order()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var xml = await TextAsync(reporting, "/v1/sen2/return?year=2026&authority=330&format=xml");
        Assert.Equal(xml, (await ZipAsync(reporting, "/v1/sen2/return?year=2026&authority=330"))["fragments.xml"]);
        var page = await Chromium.NewPageAsync(1280);
        var read = await page.EvaluateAsync<string>(
            """
            xml => {
              const parsed = new DOMParser().parseFromString(xml, 'application/xml')
              if (parsed.querySelector('parsererror')) return parsed.querySelector('parsererror').textContent
              return JSON.stringify([...parsed.querySelectorAll('*')].map(one =>
                ({ name: one.tagName, children: [...one.children].map(child => child.tagName), text: one.children.length ? null : one.textContent })))
            }
            """, xml);
        await page.CloseAsync();
        using var elements = JsonDocument.Parse(read);
        var seen = new HashSet<string>();

        foreach (var element in elements.RootElement.EnumerateArray())
        {
            var name = element.GetProperty("name").GetString()!;
            var children = element.GetProperty("children").EnumerateArray().Select(child => child.GetString()!).ToList();
            seen.Add(name);
            if (children.Count > 0)
            {
                var places = children.ConvertAll(child => Array.IndexOf(Order[name], child));
                Assert.DoesNotContain(-1, places);
                Assert.Equal(places.Order(), places);
                Assert.True(name is "Fragments" or "Fragment" || children.Distinct().Count() == children.Count, name);
            }
            else if (!Order.ContainsKey(name)) // of an active plan nothing more may be known
            {
                Assert.NotEqual("", element.GetProperty("text").GetString()); // nothing stands for what is not known
            }
        }

        Assert.Superset(new HashSet<string>(Order.Keys) { "PhaseTransferFinalDate", "CeaseReason" }, seen);
    }

    [Fact]
    public void The_table_of_items_has_the_order_of_the_specification()
    {
        foreach (var module in Sen2Specification.Of(2026).Where(module => module.Name != "placementdetail"))
        {
            Assert.Equal(Order[module.Element], module.Order);
        }

        Assert.All(Sen2Specification.Of(2026).SelectMany(module => module.Items), item =>
        {
            Assert.Equal(item.Held, Sen2Edition.IsFilled(item)); // what is said to be told is filled, and nothing else
            Assert.True(item.Held || item.Why is not null, item.Tag);
            Assert.All(item.Source.Split(' '), source => Assert.Contains(Sen2Specification.Sources, one => one.Source == source));
        });
        Assert.DoesNotContain(Sen2Specification.Of(2025).SelectMany(module => module.Items), item => item.Tag is "ReviewDraft" or "RequestSource");
    }

    [Fact]
    public async Task The_manifest_names_what_is_not_in_the_files()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());

        var manifest = await reporting.GetAsync("/v1/sen2/return?year=2026&authority=330&format=manifest");
        using var packed = JsonDocument.Parse((await ZipAsync(reporting, "/v1/sen2/return?year=2026&authority=330"))["manifest.json"]);

        Assert.Equal(JsonSerializer.Serialize(manifest.GetProperty("items")), JsonSerializer.Serialize(packed.RootElement.GetProperty("items")));
        Assert.Equal(6, manifest.GetProperty("files")[0].GetProperty("rows").GetInt32());
        var items = manifest.GetProperty("items").EnumerateArray().ToDictionary(item => $"{item.GetProperty("module")}.{item.GetProperty("tag")}");
        Assert.False(items["activeplans.ReviewOutcome"].GetProperty("verified").GetBoolean());
        Assert.False(items["requests.Exported"].GetProperty("held").GetBoolean());
        Assert.Equal(6, items["requests.Exported"].GetProperty("empty").GetInt32());
        var missing = manifest.GetProperty("notInFiles").GetRawText();
        Assert.Contains("No child's identity", missing, StringComparison.Ordinal);
        Assert.Contains("placementdetail: URN", missing, StringComparison.Ordinal);
        Assert.DoesNotContain("No source of the authority tells of mediation", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_there_was_no_dispute_is_said_only_where_sources_tell_of_disputes()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            ToldCase.Of("A", new RequestReceived(Day("2025-03-03")), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-04-14"))));
        const string Path = "/v1/sen2/requests?year=2026&authority=330";

        Assert.Contains("A,1,2025-03-03,,0,2025-04-14,N,,,", await TextAsync(reporting, Path), StringComparison.Ordinal);
        Assert.Contains("No source of the authority tells of mediation",
            (await reporting.GetAsync("/v1/sen2/pre-flight?year=2026&authority=330")).GetProperty("notChecked").GetRawText(), StringComparison.Ordinal);

        await reporting.KnowsAsync(ToldCase.Of("B", new MediationHeld(Day("2025-05-19"))));

        Assert.Contains("A,1,2025-03-03,,0,2025-04-14,N,0,0,", await TextAsync(reporting, Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispute_that_could_be_about_two_requests_stays_open_and_is_told()
    {
        await using var reporting = await RunningReporting.StartAsync();
        Fact[] refusals =
        [
            new RequestReceived(Day("2025-03-03")), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-04-14")),
            new RequestReceived(Day("2025-04-21"), RequestId: "2"), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-06-02"), "2"),
        ];
        await reporting.KnowsAsync(
            ToldCase.Of("A", [.. refusals, new AppealReceived(Day("2025-07-07"), DisputedDecision.RefusalToAssess)]),
            ToldCase.Of("B", [.. refusals, new AppealReceived(Day("2025-07-07"), DisputedDecision.RefusalToAssess, RequestId: "2")]));

        var file = await TextAsync(reporting, "/v1/sen2/requests?year=2026&authority=330");

        Assert.Contains("A,1,2025-03-03,,0,2025-04-14,N,,,\nA,2,2025-04-21,,0,2025-06-02,N,,,\n", file, StringComparison.Ordinal);
        Assert.Contains("B,1,2025-03-03,,0,2025-04-14,N,0,0,\nB,2,2025-04-21,,0,2025-06-02,N,0,1,\n", file, StringComparison.Ordinal);
        var check = (await reporting.GetAsync("/v1/sen2/pre-flight?year=2026&authority=330&check=dispute-not-tied")).GetProperty("checks")[0];
        Assert.Equal(2, check.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Who_saw_the_files_is_written_down_and_a_key_for_figures_gets_none()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Known());
        using var birmingham = reporting.Client(RunningReporting.BirminghamKey);
        using var refused = await birmingham.GetAsync(new Uri("/v1/sen2/return?authority=330", UriKind.Relative), Stop);

        await ZipAsync(reporting, "/v1/sen2/return?year=2026&authority=330");

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        await using var rows = reporting.Database.CreateCommand("select cases from access_record where what = 'sen2-return' and outcome = 'shown'");
        Assert.Equal(6, await rows.ExecuteScalarAsync(Stop));
    }

    internal static CaseSnapshot[] Known() =>
    [
        ToldCase.Of("NEW", new RequestReceived(Day("2025-01-06"), RequestedBy: Requester.School),
            new AssessmentDecided(AssessmentDecision.Assess, Day("2025-02-17")), new IssueDecided(IssueDecision.Issue, Day("2025-04-28")),
            new FinalPlanSent(Day("2025-05-26")), new MediationHeld(Day("2025-07-07"), "7"),
            new MediationAgreed(Day("2025-07-07"), DisputedDecision.Contents, AppealId: "7")),
        ToldCase.Of("OLD", new RequestReceived(Day("2023-01-02")), new AssessmentDecided(AssessmentDecision.Assess, Day("2023-02-13")),
            new FinalPlanSent(Day("2023-05-22")), new CaseDescribed(PrimaryNeed: "ASD", Setting: "123456"), new ReviewMeetingHeld(Day("2024-10-07"), "2024"),
            new ReviewDecided(ReviewDecision.Maintain, Day("2024-10-21"), "2024"), new ReviewMeetingHeld(Day("2025-10-06"), "2025"),
            new ReviewDecided(ReviewDecision.Amend, Day("2025-10-20"), "2025"), new AmendmentNoticeSent(Day("2025-10-27"), "2025"),
            new PhaseTransferDue(2026, TransferPhase.Other), new AmendedPlanSent(Day("2026-01-12"), "2025", PhaseTransferYear: 2026)),
        ToldCase.Of("HELD", new PlanHeld(Day("2025-01-02"), Day("2021-03-01"), Day("2024-11-04"))),
        ToldCase.Of("MOVED", new PlanTransferredIn(Day("2025-09-01"), Dudley, Day("2022-05-02"), Day("2024-10-07"))),
        ToldCase.Of("CEASED", new PlanHeld(Day("2025-01-02"), Day("2019-06-03")), new PlanCeased(Day("2025-07-25"), CeaseReason.Reason3)),
        ToldCase.Of("GONE", new PlanHeld(Day("2024-01-02"), Day("2019-06-03")), new PlanCeased(Day("2024-07-25"), CeaseReason.Reason3)),
        ToldCase.Of("REFUSED", new RequestReceived(Day("2025-03-03")), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-04-14")),
            new MediationHeld(Day("2025-05-19")), new AppealReceived(Day("2025-06-02"), DisputedDecision.RefusalToAssess)),
        ToldCase.Of("LATER", new RequestReceived(Day("2026-01-05"))),
    ];

    private static void AssertFile(string lines, string file) => Assert.Equal(lines.ReplaceLineEndings("\n").TrimEnd('\n') + "\n", file);

    private static async Task<string> TextAsync(RunningReporting reporting, string path)
    {
        using var client = reporting.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    internal static async Task<Dictionary<string, string>> ZipAsync(RunningReporting reporting, string path)
    {
        using var client = reporting.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop), ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Stop));
            files[entry.FullName] = await reader.ReadToEndAsync(Stop);
        }

        return files;
    }
}
