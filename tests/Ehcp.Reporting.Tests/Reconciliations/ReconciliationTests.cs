using System.Net;
using System.Net.Http.Json;
using System.Text;
using Ehcp.Contracts;
using static Ehcp.Reporting.Tests.Given;
using static Ehcp.Reporting.Tests.Reconciliations.Incumbent;

namespace Ehcp.Reporting.Tests.Reconciliations;

/// <summary>What the system before says beside what is known here. Monday 5 January 2026 and 20 weeks is Monday 25 May 2026.</summary>
public sealed class ReconciliationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_difference_is_told_by_its_kind_and_what_is_the_same_is_counted()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            KnownCase("EHC-1", "2026-01-05"),
            KnownCase("EHC-2", "2026-01-05", new AssessmentDecided(AssessmentDecision.Assess, Day("2026-02-10"))),
            KnownCase("EHC-3", "2025-12-01"),
            KnownCase("EHC-4", "2025-06-02", new FinalPlanSent(Day("2025-10-20"))),
            KnownCase("EHC-5", "2026-03-02"),
            CaseOf(Dudley, "EHC-9", "2026-03-02"));

        var answer = await reporting.ComparedAsync("""
            Case reference,Received on,Decision sent,Plan due,Plan sent,Overdue
            EHC-1,05/01/2026,,25/05/2026,,no
            EHC-2,05/01/2026,11/02/2026,26/05/2026,,no
            EHC-3,01/12/2025,,20/04/2026,,no
            EHC-4,02/06/2025,,,20/10/2025,no
            EHC-9,02/03/2026,,20/07/2026,,no

            """);

        Assert.Equal(
            [
                "EHC-2 another-date decision: 2026-02-11 / 2026-02-10",
                "EHC-2 another-deadline plan: 2026-05-26 / 2026-05-25",
                "EHC-3 another-status plan: in-time / overdue",
                "EHC-9 only-with-them case: - / -", // Dudley's case is none of Birmingham's
                "EHC-5 only-with-us case: - / 2026-07-20",
            ],
            answer.Differences());
        Assert.Equal((5, 2, 2, 0), (answer.Count("rows"), answer.Count("same"), answer.Count("different"), answer.Count("refusedRows")));
        Assert.Equal(2 / 6d, answer.GetProperty("reconciliation").GetProperty("shareEqual").GetDouble());
    }

    [Fact]
    public async Task A_last_day_is_told_with_its_working_its_source_and_every_exemption()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(KnownCase(
            "EHC-1", "2026-01-05",
            new ExemptionClaimed("e1", Ground.AbsentFromArea, [Milestone.FinalPlan], AbsentFrom: Day("2026-02-01"), AbsentTo: Day("2026-03-20"))));

        var answer = await reporting.ComparedAsync("Case reference,Plan due\nEHC-1,01/07/2026\n");

        var difference = answer.GetProperty("differences")[0];
        Assert.Equal("SEND Regulations 2014 (SI 2014/1530), reg. 13(2)", Text(difference, "legalSource"));
        Assert.Equal("final-plan-2014", Text(difference, "rule"));
        Assert.Contains("Reg 13(2): within 20 weeks. 20 × 7 = 140 days.", Text(difference, "working"), StringComparison.Ordinal);
        Assert.Contains("Exemption e1 (absent-from-area) is claimed", Text(difference, "working"), StringComparison.Ordinal);
        Assert.Equal("/cases/E08000025/EHC-1", Text(difference, "case"));
    }

    [Fact]
    public async Task A_cell_that_cannot_be_read_is_told_by_line_and_column_and_loses_nothing_else()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05"), KnownCase("EHC-2", "2026-01-05"), KnownCase("EHC-3", "2026-01-05"));

        var answer = await reporting.ComparedAsync(
            "Case reference;Received on;Plan due\r\nEHC-1;soon;26/05/2026\r\nEHC-1;05/01/2026;25/05/2026\r\nA123456789012;05/01/2026;\r\n"
            + "EHC-2;05/01/2026;25/05/2026;more\r\nEHC-3;46027;46167\r\n");

        Assert.Equal(["2 received on: date", "3 case reference: row-twice", "4 case reference: case-reference", "5 row: columns"], answer.Errors());
        Assert.Equal(["EHC-1 another-deadline plan: 2026-05-26 / 2026-05-25", "EHC-2 only-with-us case: - / 2026-05-25"], answer.Differences());
        Assert.Equal((1, 1, 3, 1), (answer.Count("same"), answer.Count("different"), answer.Count("refusedRows"), answer.Count("unreadCells")));
    }

    [Fact]
    public async Task Columns_that_are_not_compared_are_named_to_the_sender_and_kept_nowhere()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05"));

        var answer = await reporting.ComparedAsync("Case reference,Surname,Target date\nEHC-1,Zebedee,26/05/2026\n", "&column=plan%20due%3DTarget%20date");

        Assert.Equal(["Surname"], answer.GetProperty("ignoredColumns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["EHC-1 another-deadline plan: 2026-05-26 / 2026-05-25"], answer.Differences());
        var opened = await reporting.GetAsync("/v1/reconciliations/1");
        Assert.DoesNotContain("Surname", opened.GetRawText(), StringComparison.Ordinal);
        await using var everything = reporting.Database.CreateCommand("""
            select string_agg(line, ' ') from (
              select reconciliation::text from reconciliation union all select d::text from reconciliation_difference d
              union all select e::text from reconciliation_error e union all select a::text from access_record a) as kept (line)
            """);
        var kept = (string)(await everything.ExecuteScalarAsync(Stop))!;
        Assert.Contains("EHC-1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("Surname", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebedee", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("Zebedee,05/01/2026\nYolanda,06/01/2026\n", "No column is the case reference")] // a file without a header is not told back
    [InlineData("Case reference,Officer\nEHC-1,Z\n", "No column can be compared")]
    [InlineData("Case reference,Plan due,Deadline\nEHC-1,,\n", "Two columns look like plan due")]
    public async Task A_file_whose_columns_cannot_be_told_is_refused_in_words(string csv, string words)
    {
        await using var reporting = await RunningReporting.StartAsync();

        var (status, answer) = await reporting.SendAsync(csv);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(words, Text(answer, "detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("Zebedee", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_finds_the_same_and_keeps_nothing()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05"));
        const string Csv = "Case reference,Plan due\nEHC-1,26/05/2026\n";

        var trial = await reporting.ComparedAsync(Csv, "&dryRun=true");

        Assert.Null(Text(trial.GetProperty("reconciliation"), "number"));
        Assert.Empty((await reporting.GetAsync("/v1/reconciliations")).EnumerateArray());
        var made = await reporting.ComparedAsync(Csv);
        Assert.Equal(made.Differences(), trial.Differences());
        Assert.Single((await reporting.GetAsync("/v1/reconciliations")).EnumerateArray());
    }

    [Fact]
    public async Task A_mark_holds_for_the_same_difference_in_the_next_run_and_not_for_another()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05"), KnownCase("EHC-2", "2026-01-05"));
        await reporting.ComparedAsync("Case reference,Plan due\nEHC-1,26/05/2026\nEHC-2,26/05/2026\n");
        using var client = reporting.Client();
        using var marked = await client.PostAsJsonAsync(
            new Uri("/v1/reconciliations/1/marks", UriKind.Relative), new { differences = new[] { 1, 2 }, mark = "theirs-is-wrong" }, Stop);
        Assert.Equal(HttpStatusCode.OK, marked.StatusCode);

        var next = await reporting.ComparedAsync("Case reference,Plan due\nEHC-1,26/05/2026\nEHC-2,27/05/2026\n");

        Assert.Equal(["theirs-is-wrong", null], next.GetProperty("differences").EnumerateArray().Select(one => Text(one, "mark")));
        var unmarked = await reporting.GetAsync("/v1/reconciliations/2?mark=none");
        Assert.Equal(["EHC-2 another-deadline plan: 2026-05-27 / 2026-05-25"], unmarked.Differences());
        using var taken = await client.PostAsJsonAsync(
            new Uri("/v1/reconciliations/2/marks", UriKind.Relative), new { differences = new[] { 1 }, mark = "none" }, Stop);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(2, (await reporting.GetAsync("/v1/reconciliations/2?mark=none")).Differences().Length);
    }

    [Fact]
    public async Task It_is_paged_by_key_and_a_file_has_all_of_it()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Enumerable.Range(1, 450).Select(number => KnownCase($"EHC-{number:D4}", "2026-01-05")));
        var csv = "Case reference,Plan due\n" + string.Concat(Enumerable.Range(1, 450).Select(number => $"EHC-{number:D4},26/05/2026\n"));
        await reporting.ComparedAsync(csv);

        var (pages, all) = (0, new List<string>());
        for (int? after = 0; after is { } last; pages++)
        {
            var page = await reporting.GetAsync($"/v1/reconciliations/1?limit=200&after={last}");
            all.AddRange(page.Differences());
            after = Text(page, "next") is { } next ? int.Parse(next, null) : null;
        }

        Assert.Equal(3, pages);
        Assert.Equal(450, all.Distinct().Count());
        using var client = reporting.Client();
        var file = await client.GetStringAsync(new Uri("/v1/reconciliations/1?format=csv", UriKind.Relative), Stop);
        Assert.Equal(451, file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("EHC-0450,another-deadline,plan,2026-05-26,2026-05-25,final-plan-2014", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_does_not_see_the_authority_reconciles_nothing_of_it_and_opens_none()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(CaseOf(Dudley, "EHC-1", "2026-01-05"));
        const string Csv = "Case reference,Plan due\nEHC-1,26/05/2026\n";
        await reporting.ComparedAsync(Csv, authority: Dudley);

        var (status, answer) = await reporting.SendAsync(Csv, key: RunningReporting.BirminghamReader, authority: Dudley);
        Assert.Equal((HttpStatusCode.Forbidden, "urn:ehcp:authority-not-allowed"), (status, Text(answer, "type")));
        using var client = reporting.Client(RunningReporting.BirminghamReader);
        using var opened = await client.GetAsync(new Uri("/v1/reconciliations/1", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
        using var marked = await client.PostAsJsonAsync(
            new Uri("/v1/reconciliations/1/marks", UriKind.Relative), new { differences = new[] { 1 }, mark = "agreed" }, Stop);
        Assert.Equal(HttpStatusCode.NotFound, marked.StatusCode);
        Assert.Empty((await reporting.GetAsync("/v1/reconciliations", RunningReporting.BirminghamReader)).EnumerateArray());
    }

    [Fact]
    public async Task Closed_cases_of_ours_are_told_only_where_the_file_has_closed_cases_too()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            KnownCase("EHC-1", "2026-01-05"), KnownCase("EHC-2", "2025-01-06", new FinalPlanSent(Day("2025-05-20"))),
            KnownCase("EHC-3", "2026-01-05") with { PassedTo = new(Dudley, "D-3") });
        const string Csv = "Case reference,Plan due\nEHC-1,25/05/2026\n";

        Assert.Empty((await reporting.ComparedAsync(Csv)).Differences());
        Assert.Equal(["EHC-2 only-with-us case: - / 2025-05-26"], (await reporting.ComparedAsync(Csv, "&closedCases=true")).Differences());
    }

    [Fact]
    public async Task An_extract_is_judged_by_the_day_that_it_is_of()
    {
        await using var reporting = await RunningReporting.StartAsync();
        reporting.Clock.AdjustTime(Instant("2026-05-26T06:00:00Z"));
        await reporting.KnowsAsync(KnownCase("EHC-1", "2026-01-05"));
        const string Csv = "Case reference,In time\nEHC-1,yes\n";

        Assert.Equal(["EHC-1 another-status plan: in-time / overdue"], (await reporting.ComparedAsync(Csv)).Differences());
        Assert.Empty((await reporting.ComparedAsync(Csv, "&onDay=2026-05-25")).Differences());
    }

    [Fact]
    public async Task Ten_thousand_rows_take_a_few_seconds()
    {
        await using var reporting = await RunningReporting.StartAsync();
        foreach (var thousand in Enumerable.Range(0, 10))
        {
            await reporting.KnowsAsync(Enumerable.Range(thousand * 1000, 1000).Select(number => KnownCase($"EHC-{number:D5}", "2026-01-05")));
        }

        var csv = new StringBuilder("Case reference,Received on,Decision due,Plan due,Overdue\n");
        for (var number = 0; number < 10_000; number++)
        {
            csv.Append(null, $"EHC-{number:D5},05/01/2026,16/02/2026,{(number % 10 == 0 ? 26 : 25)}/05/2026,no\n");
        }

        var began = TimeProvider.System.GetTimestamp();
        var answer = await reporting.ComparedAsync(csv.ToString());
        var took = TimeProvider.System.GetElapsedTime(began);

        Assert.Equal((9000, 1000), (answer.Count("same"), answer.Count("different")));
        TestContext.Current.TestOutputHelper!.WriteLine($"10,000 rows took {took.TotalSeconds:0.0} s.");
        Assert.True(took < TimeSpan.FromSeconds(30), $"{took}");
    }
}
