using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Scheduler.Recalculations;
using Ehcp.TestKit;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Recalculations;

public sealed class RecalculationTests : IAsyncLifetime
{
    private const string AdminKey = "recalculations-admin-key";

    // What an earlier release is taken to have computed: a last day five days before the true one.
    private const string AsByEarlierRules = """
        update case_timeline set rules = '2025.9', snapshot_hash = '\x00', rule_ids = array_replace(rule_ids, 'final-plan-2014', 'final-plan-old'),
            turns_after = array_replace(turns_after, '2026-05-25', '2026-05-20') where case_reference = 'C-1';
        update alert_plan set last_day = '2026-05-20' where case_reference = 'C-1';
        update alert set last_day = '2026-05-20' where case_reference = 'C-1';
        """;

    private AlertScheduler _scheduler = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scheduler = await AlertScheduler.StartAsync(
        "2026-05-26 09:00", host => SchedulerAtRest.UseKey(host, 2, "records", AdminKey, "admin", "*"));

    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    [Fact]
    public async Task A_dry_run_tells_what_would_move_and_moves_nothing()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "C-2")]);
        await _scheduler.ExecuteAsync(AsByEarlierRules);
        var before = await EverythingAsync();

        var run = await RunAsync(dryRun: true);

        Assert.Equal(("finished", 2, 2, 1, 1), ((string?)run["state"], (int)run["cases"]!, (int)run["done"]!, (int)run["changed"]!, (int)run["moves"]!));
        var move = Assert.Single(await MovesAsync(run))!;
        Assert.Equal(
            $"C-1 final-plan 1: 2026-05-20 by final-plan-old of 2025.9 -> 2026-05-25 by final-plan-2014",
            $"{move["caseReference"]} {move["milestone"]} {move["clock"]}: {move["oldLastDay"]} by {move["oldRule"]} of {move["oldRules"]} -> {move["newLastDay"]} by {move["newRule"]}");
        Assert.Equal(before, await EverythingAsync());
        Assert.Empty((await CaseAsync("C-1"))["moved"]!.AsArray());
    }

    [Fact]
    public async Task A_recalculation_moves_announces_and_keeps_the_old_result_readable()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "C-2")]);
        var right = await _scheduler.RowsAsync(
            "select case_reference, rules, array_to_string(turns_after, ','), array_to_string(rule_ids, ',') from case_timeline order by 1");
        await _scheduler.ExecuteAsync(AsByEarlierRules + "delete from outbox;");

        await RunAsync(dryRun: false);

        Assert.Equal(right, await _scheduler.RowsAsync(
            "select case_reference, rules, array_to_string(turns_after, ','), array_to_string(rule_ids, ',') from case_timeline order by 1"));
        Assert.Equal(1, await _scheduler.Database.CountAsync("outbox"));
        var moved = Assert.Single((await CaseAsync("C-1"))["moved"]!.AsArray())!;
        Assert.Equal(("2025.9", "2026-05-20", StatutoryTimetable.Shipped.Release, "2026-05-25"),
            ((string?)moved["oldRules"], (string?)moved["oldLastDay"], (string?)moved["newRules"], (string?)moved["newLastDay"]));
        Assert.Empty((await CaseAsync("C-2"))["moved"]!.AsArray());
        Assert.Equal(0, (int)(await RunAsync(dryRun: false))["changed"]!);
    }

    [Fact]
    public async Task Alerts_are_armed_again_only_where_a_last_day_moved()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "C-2")]);
        Assert.NotEmpty(await _scheduler.RunAtAsync("2026-05-26 09:00"));
        await _scheduler.ExecuteAsync(AsByEarlierRules + "update case_timeline set rules = '2025.9', snapshot_hash = '\\x00' where case_reference = 'C-2';");

        Assert.Equal(2, (int)(await RunAsync(dryRun: false))["changed"]!);

        var mails = await _scheduler.RunAtAsync("2026-05-26 10:00");
        Assert.NotEmpty(mails);
        Assert.All(mails, mail => Assert.Contains("C-1", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.DoesNotContain("C-2", mail.Text, StringComparison.Ordinal));
        Assert.Empty(await _scheduler.RunAtAsync("2026-05-26 11:00"));
    }

    [Fact]
    public async Task A_closed_case_stays_as_it_was_computed()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), A(new RequestClosed(Day("2026-03-02"), ClosingReason.Withdrawn), recorded: "2026-03-02 09:00")]);
        await _scheduler.ExecuteAsync(AsByEarlierRules);

        Assert.Equal(0, (int)(await RunAsync(dryRun: false))["cases"]!);

        Assert.Equal(["2025.9"], await _scheduler.RowsAsync("select rules from case_timeline"));
    }

    [Fact]
    public async Task What_is_not_finished_is_gone_on_with_by_another_scheduler_and_nothing_is_done_twice()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "C-2"), .. ACase("2026-05-25", "C-3")]);
        var id = (long)(await StartAsync(dryRun: false))["id"]!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _scheduler.Get<Recalculate>().RunAsync(new CancellationToken(canceled: true)));
        await _scheduler.ExecuteAsync(
            $"update recalculation set done = 1, last_authority = '{AlertScheduler.Birmingham}', last_case_reference = 'C-1' where id = {id}");
        using var admin = _scheduler.Caller(AdminKey);
        using var second = await admin.PostAsync(new Uri("/v1/recalculations?dryRun=true", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);

        await using var other = _scheduler.Second();
        await other.Get<Recalculate>().RunAsync(Stop);

        var run = await ReadAsync(id);
        Assert.Equal(("finished", 3, 3), ((string?)run["state"], (int)run["cases"]!, (int)run["done"]!));
    }

    [Fact]
    public async Task A_case_that_cannot_be_folded_is_counted_and_keeps_no_other()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "C-2"), .. ACase("2026-05-25", "C-3")]);
        await _scheduler.ExecuteAsync(AsByEarlierRules + "update fact set body = '{\"type\":\"ehcp.nonsense.v1\"}' where case_reference = 'C-2';");

        var run = await RunAsync(dryRun: false);

        Assert.Equal((3, 1, 1), ((int)run["done"]!, (int)run["failed"]!, (int)run["changed"]!));
    }

    [Fact]
    public async Task Only_an_administrators_key_may_and_what_cannot_be_is_told()
    {
        using var staff = _scheduler.Caller();
        using var refused = await staff.PostAsync(new Uri("/v1/recalculations", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var admin = _scheduler.Caller(AdminKey);
        using var unknown = await admin.GetAsync(new Uri("/v1/recalculations/77", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var tooMany = await admin.GetAsync(new Uri("/v1/recalculations/77/moves?limit=100000", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        using var neither = await admin.PostAsync(new Uri("/v1/recalculations?dryRun=perhaps", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, neither.StatusCode);
        Assert.True((bool)(await StartAsync(dryRun: null))["dryRun"]!);
    }

    [Fact]
    public async Task Moves_go_on_where_the_page_before_ended_and_a_count_of_rows_still_works()
    {
        await _scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "C-2"), .. ACase("2026-05-25", "C-3")]);
        await _scheduler.ExecuteAsync(AsByEarlierRules.Replace("case_reference = 'C-1'", "true", StringComparison.Ordinal));
        var run = await RunAsync(dryRun: true);

        var first = await MovePageAsync(run, "?limit=2");
        var second = await MovePageAsync(run, $"?limit=2&after={first["next"]}");
        var counted = await MovePageAsync(run, "?after=2");
        using var admin = _scheduler.Caller(AdminKey);
        using var notOurs = await admin.GetAsync(new Uri($"/v1/recalculations/{run["id"]}/moves?after=C-2", UriKind.Relative), Stop);

        Assert.Equal(["C-1", "C-2"], References(first));
        Assert.Equal(["C-3"], References(second));
        Assert.Equal(["C-3"], References(counted));
        Assert.Null(second["next"]);
        Assert.Equal(HttpStatusCode.BadRequest, notOurs.StatusCode);
        Assert.Contains("\"rule\":\"page\"", await notOurs.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        static string[] References(JsonObject page) => [.. page["moves"]!.AsArray().Select(move => (string)move!["caseReference"]!)];
    }

    [Fact]
    public async Task Runs_are_listed_page_by_page()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await RunAsync(dryRun: true);
        }

        using var admin = _scheduler.Caller(AdminKey);
        using var first = await admin.GetAsync(new Uri("/v1/recalculations?limit=2", UriKind.Relative), Stop);
        var next = Assert.Single(first.Headers.GetValues("Link"));
        using var second = await admin.GetAsync(new Uri("/v1/recalculations" + next.Split('<', '>')[1], UriKind.Relative), Stop);

        Assert.Equal([3L, 2L], (await first.Content.ReadFromJsonAsync<JsonArray>(Stop))!.Select(run => (long)run!["id"]!));
        Assert.Equal([1L], (await second.Content.ReadFromJsonAsync<JsonArray>(Stop))!.Select(run => (long)run!["id"]!));
        Assert.EndsWith("rel=\"next\"", next, StringComparison.Ordinal);
        Assert.False(second.Headers.Contains("Link"));
    }

    private async Task<JsonObject> MovePageAsync(JsonObject run, string query)
    {
        using var admin = _scheduler.Caller(AdminKey);
        return (await admin.GetFromJsonAsync<JsonObject>(new Uri($"/v1/recalculations/{run["id"]}/moves{query}", UriKind.Relative), Stop))!;
    }

    private async Task<JsonObject> RunAsync(bool dryRun)
    {
        var started = await StartAsync(dryRun);
        await _scheduler.Get<Recalculate>().RunAsync(Stop);
        return await ReadAsync((long)started["id"]!);
    }

    private async Task<JsonObject> StartAsync(bool? dryRun)
    {
        using var admin = _scheduler.Caller(AdminKey);
        using var answer = await admin.PostAsync(
            new Uri("/v1/recalculations" + (dryRun is { } dry ? $"?dryRun={(dry ? "true" : "false")}" : ""), UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var started = (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
        Assert.Equal($"/v1/recalculations/{started["id"]}", answer.Headers.Location!.AbsolutePath);
        return started;
    }

    private async Task<JsonObject> ReadAsync(long id)
    {
        using var admin = _scheduler.Caller(AdminKey);
        return (await admin.GetFromJsonAsync<JsonObject>(new Uri($"/v1/recalculations/{id}", UriKind.Relative), Stop))!;
    }

    private async Task<JsonArray> MovesAsync(JsonObject run)
    {
        using var admin = _scheduler.Caller(AdminKey);
        return (await admin.GetFromJsonAsync<JsonObject>(new Uri($"/v1/recalculations/{run["id"]}/moves", UriKind.Relative), Stop))!["moves"]!.AsArray();
    }

    private async Task<JsonObject> CaseAsync(string reference)
    {
        using var staff = _scheduler.Caller();
        return (await staff.GetFromJsonAsync<JsonObject>(new Uri($"/v1/cases/{AlertScheduler.Birmingham}/{reference}", UriKind.Relative), Stop))!;
    }

    private async Task<List<string>> EverythingAsync() =>
    [
        .. await _scheduler.Database.RowsAsync("select * from case_timeline"),
        .. await _scheduler.Database.RowsAsync("select * from alert_plan"),
        .. await _scheduler.Database.RowsAsync("select * from outbox"),
    ];
}
