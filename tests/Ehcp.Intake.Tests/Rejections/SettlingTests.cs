using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Intake.Tests.Importing;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Rejections;

/// <summary>What becomes of something that was refused.</summary>
public sealed class SettlingTests(RunningIntake intake) : ImportTest(intake)
{
    [Fact]
    public async Task An_event_that_is_taken_settles_what_was_refused_of_it()
    {
        var one = Given.ARequest().With("source", Source);
        await Intake.SendAsync(one.WithData("receivedOn", "soon"));
        await Intake.SendAsync(Given.ARequest("soon").With("source", Source));
        var sequence = (await Intake.SendBatchAsync(Given.ARequest(), one)).Json[1]!["sequence"]!;

        var settled = Assert.Single(await TrayAsync("settled"));
        Assert.Equal(((string?)one["id"], (long)sequence), ((string?)settled!["id"], (long)settled["settledBy"]!));
        Assert.Equal(RunningIntake.Now, (DateTimeOffset)settled["stateAt"]!);
        Assert.Single(await TrayAsync("open"));
    }

    [Fact]
    public async Task What_is_refused_again_replaces_what_was_refused_before()
    {
        var one = Given.ARequest("soon").With("source", Source);
        await Intake.SendAsync(one);
        await Intake.SendAsync(one.WithData("receivedOn", "2014-01-01"));

        Assert.Equal("too-early", (string?)Assert.Single(await TrayAsync("open"))!["errors"]![0]!["rule"]);
        Assert.Equal("date", (string?)Assert.Single(await TrayAsync("replaced"))!["errors"]![0]!["rule"]);
    }

    [Fact]
    public async Task Who_may_not_send_for_a_source_changes_nothing_of_its_tray()
    {
        var one = Given.ARequest("soon").With("source", Source);
        await Intake.SendAsync(one);
        await Intake.SendAsync(one.ToJsonString(), "application/cloudevents+json", RunningIntake.SynergyKey);

        Assert.Equal(2, (await TrayAsync("open")).Count);
    }

    [Fact]
    public async Task A_whole_file_says_anew_what_is_wrong_with_its_rows()
    {
        await SendAsync(Wide.File(Wide.Row("A-1", "32/01/2026"), Wide.Row("A-2", "33/01/2026"), Wide.Row("A-3", "34/01/2026")));
        await SendAsync(Wide.File(Wide.Row("A-1"), Wide.Row("A-2", "33/01/2026")));

        Assert.Equal([3], Lines(await TrayAsync("open")));
        Assert.Equal([2], Lines(await TrayAsync("settled")));
        Assert.Equal([3, 4], Lines(await TrayAsync("replaced")));
    }

    [Fact]
    public async Task A_small_file_of_corrected_rows_settles_them_and_says_nothing_of_the_others()
    {
        await SendAsync(Wide.File(Wide.Row("B-1"), Wide.Row("B-2", "32/01/2026"), Wide.Row("B-3", "32/01/2026")));

        var tried = await SendAsync(Wide.File(Wide.Row("B-2")), query: "&extract=changes&dryRun=true");
        Assert.Equal((1, 2), (Rows(tried, "new"), (await TrayAsync("open")).Count));
        var report = await SendAsync(Wide.File(Wide.Row("B-2")), query: "&extract=changes");

        Assert.Equal((1, 0), (Rows(report, "new"), Rows(report, "vanished")));
        var settled = Assert.Single(await TrayAsync("settled"))!;
        Assert.Equal((3, (string?)report["id"]), ((long)settled["line"]!, (string?)settled["settledIn"]));
        Assert.Equal([4], Lines(await TrayAsync("open")));
        var next = await SendAsync(Wide.File(Wide.Row("B-1"), Wide.Row("B-2"), Wide.Row("B-3")));
        Assert.Equal((0, 2, 1), (Rows(next, "vanished"), Rows(next, "unchanged"), Rows(next, "new")));
    }

    [Theory]
    [InlineData("A123456789012", false)]
    [InlineData("4505577104", false)]
    [InlineData("no reference", false)]
    [InlineData("EHC-2026-0001", true)]
    public async Task What_a_row_is_known_by_is_kept_only_where_it_is_an_id_by_the_rules(string reference, bool isKept)
    {
        await SendAsync(Wide.File(Wide.Row(reference, "32/01/2026")));

        Assert.Equal(isKept ? 1 : 0, await Intake.Database.CountAsync($"rejection where source = '{Source}' and row_key is not null"));
        Assert.NotEqual(0, await Intake.Database.CountAsync($"rejection where source = '{Source}'"));
    }

    [Fact]
    public async Task Setting_aside_is_tried_first_and_lasts_for_rows_that_break_the_same_rules()
    {
        await SendAsync(Wide.File(Wide.Row("C-1", "32/01/2026"), Wide.Row("C-2", "32/01/2026")));
        var (first, second) = ((await TrayAsync("open"))[1]!["number"]!, (await TrayAsync("open"))[0]!["number"]!);

        Assert.Equal(1, (int)(await SetAsideAsync($$"""{"reason":"a-test","numbers":[{{first}}]}""")).Json["setAside"]!);
        Assert.Equal(2, (await TrayAsync("open")).Count);
        await SetAsideAsync($$"""{"reason":"cannot-be-mended","numbers":[{{first}}],"dryRun":false}""");
        await SendAsync(Wide.File(Wide.Row("C-1", "32/01/2026"), Wide.Row("C-2", "32/01/2026")));

        Assert.Equal([3], Lines(await TrayAsync("open")));
        Assert.Equal([2, 2], Lines(await TrayAsync("set-aside")));
        Assert.Equal("cannot-be-mended any", $"{(await TrayAsync("set-aside"))[0]!["setAsideReason"]} {(await TrayAsync("set-aside"))[0]!["setAsideBy"]}");
        Assert.DoesNotContain(await TrayAsync("open"), one => (long)one!["number"]! == (long)second);
        Assert.Equal(1, (int)(await SetAsideAsync($$"""{"reason":"a-test","source":"{{Source}}","rule":"date","dryRun":false}""")).Json["setAside"]!);
        Assert.Empty(await TrayAsync("open"));
        Assert.NotEqual(0, await Intake.Database.CountAsync("access_record where what = 'set-aside-rejections' and outcome = 'done'"));
    }

    [Theory]
    [InlineData("""{"reason":"because the child moved","numbers":[1]}""", 400)]
    [InlineData("""{"reason":"a-test"}""", 400)]
    [InlineData("""{"reason":"a-test","numbers":[1],"source":"synergy"}""", 400)]
    [InlineData("""{"reason":"a-test","numbers":[],"dryRun":true}""", 400)]
    [InlineData("""{"reason":"a-test","source":"one"}""", 403)]
    public async Task What_cannot_be_set_aside_is_refused(string body, int status) =>
        Assert.Equal(status, (await SetAsideAsync(body, RunningIntake.SynergyKey)).Status);

    [Fact]
    public async Task Nobody_sets_aside_what_another_was_refused()
    {
        await Intake.SendAsync(Given.ARequest("soon").With("source", Source));
        var number = Assert.Single(await TrayAsync("open"))!["number"];

        var answer = await SetAsideAsync($$"""{"reason":"a-test","numbers":[{{number}}],"dryRun":false}""", RunningIntake.SynergyKey);

        Assert.Equal(0, (int)answer.Json["setAside"]!);
        Assert.Single(await TrayAsync("open"));
    }

    [Fact]
    public async Task The_summary_counts_by_source_rule_and_day()
    {
        var one = Given.ARequest("soon").With("source", Source).WithData("route", "road");
        await Intake.SendAsync(one);
        await Intake.SendAsync(one);
        await SendAsync(Wide.File(Wide.Row("D-1", "32/01/2026")), query: "&dryRun=true"); // a try is in no tray

        var summary = (await Intake.GetAsync($"/v1/rejections/summary?source={Source}")).Json;

        Assert.Equal("code 1 2 2026-07-16, date 1 2 2026-07-16", string.Join(
            ", ", summary["counts"]!.AsArray().Select(count => $"{count!["rule"]} {count["open"]} {count["refused"]} {count["day"]}")));
        Assert.Equal("2026-06-19", (string?)summary["from"]);
        Assert.DoesNotContain(
            (await Intake.GetAsync("/v1/rejections/summary", RunningIntake.SynergyKey)).Json["counts"]!.AsArray(),
            count => (string?)count!["source"] == Source);
        Assert.Empty((await Intake.GetAsync($"/v1/rejections/summary?source={Source}&to=2026-07-15")).Json["counts"]!.AsArray());
        Assert.Equal(400, (await Intake.GetAsync("/v1/rejections/summary?from=2026-01-01&to=2026-07-15")).Status);
    }

    private async Task<JsonArray> TrayAsync(string state) =>
        (await Intake.GetAsync($"/v1/rejections?source={Source}&state={state}")).Json["rejections"]!.AsArray();

    private async Task<Answer> SetAsideAsync(string body, string key = RunningIntake.AnyKey)
    {
        using var caller = Intake.Caller(key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Answer.OfAsync(await caller.PostAsync(new Uri("/v1/rejections/set-aside", UriKind.Relative), content, Stop));
    }

    private static IEnumerable<long> Lines(JsonArray rejections) => rejections.Select(one => (long)one!["line"]!).Order();
}
