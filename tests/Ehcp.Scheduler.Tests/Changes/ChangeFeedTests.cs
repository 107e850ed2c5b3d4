using System.Net;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Scheduler.Changes;
using Npgsql;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Changes;

/// <summary>GET /v1/changes: what was announced, for whoever has no broker, and nothing passed over.</summary>
public sealed class ChangeFeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_is_told_of_timelines_breaches_and_their_ends_in_order()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00");
        await scheduler.TakeInAsync(ACase("2026-05-25"));
        await scheduler.SweepAsync();
        await PlaceAsync(scheduler);
        var first = await ReadAsync(scheduler, after: 0);
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-26")), recorded: "2026-05-26 10:00"));
        await PlaceAsync(scheduler);

        Assert.Equal(["timeline-changed C-1", "deadline-breached C-1 final-plan 1 2026-05-25"], Told(first));
        Assert.Equal("2026-05-22", (string?)first["changes"]![1]!["lastWorkingDay"]); // a Friday before a bank holiday
        var then = await ReadAsync(scheduler, (long)first["next"]!);
        Assert.Equal(["timeline-changed C-1", "breach-cleared C-1 final-plan 1 2026-05-25"], Told(then));
        Assert.Empty(Told(await ReadAsync(scheduler, (long)then["next"]!)));
        Assert.Equal((long)then["next"]!, (long)(await ReadAsync(scheduler, (long)then["next"]!))["next"]!);
    }

    /// <summary>It takes a low id, another commits and is read, and only then does it commit.</summary>
    [Fact]
    public async Task A_transaction_that_commits_late_is_not_passed_over()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-20 09:00");
        await using var late = await scheduler.Database.OpenConnectionAsync(Stop);
        await using var transaction = await late.BeginTransactionAsync(Stop);
        await AddAsync(late, "late");

        await scheduler.TakeInAsync(ACase("2026-05-25", "early"));
        await PlaceAsync(scheduler);
        var read = await ReadAsync(scheduler, after: 0);
        await transaction.CommitAsync(Stop);
        await PlaceAsync(scheduler);

        Assert.Equal(["timeline-changed early"], Told(read));
        Assert.Equal(["timeline-changed late"], Told(await ReadAsync(scheduler, (long)read["next"]!)));
    }

    [Fact]
    public async Task Many_writers_and_two_placers_lose_nothing_for_a_reader_that_reads_all_the_time()
    {
        const int Writers = 8, Cases = 100;
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-20 09:00");
        await using var second = scheduler.Second();
        using var done = new CancellationTokenSource();
        var placing = Task.WhenAll(PlaceUntilAsync(scheduler), PlaceUntilAsync(second));
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        var (told, after) = (new List<string>(), 0L);
        while (!placing.IsCompleted)
        {
            // Before the page: what is placed after it is for the next one.
            var all = writing.IsCompleted && (await scheduler.RowsAsync("select count(*) from unplaced_change"))[0] == "0";
            var page = await ReadAsync(scheduler, after);
            told.AddRange(Told(page));
            after = (long)page["next"]!;
            if (all && Told(page).Count == 0)
            {
                await done.CancelAsync();
                await placing;
            }
        }

        Assert.Equal(Writers * Cases, told.Count);
        Assert.Equal(Writers * Cases, told.Distinct().Count());

        async Task WriteAsync(int writer)
        {
            for (var number = 0; number < Cases; number++)
            {
                await using var connection = await scheduler.Database.OpenConnectionAsync(Stop);
                await using var transaction = await connection.BeginTransactionAsync(Stop);
                await AddAsync(connection, $"W-{writer}-{number}");
                await transaction.CommitAsync(Stop);
            }
        }

        async Task PlaceUntilAsync(AlertScheduler one)
        {
            while (!done.IsCancellationRequested)
            {
                await one.Get<PlaceChanges>().PlaceSetAsync(Stop);
            }
        }
    }

    [Fact]
    public async Task Of_a_case_that_changed_often_the_last_change_is_told_and_pages_follow_each_other()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-20 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-06-25"), .. ACase("2026-06-26", "C-2"), .. ACase("2026-06-27", "C-3")]);
        await PlaceAsync(scheduler);
        await scheduler.TakeInAsync(A(new CaseDescribed(Area: "East"), recorded: "2026-05-20 10:00"));
        await scheduler.TakeInAsync(A(new CaseDescribed(Area: "West"), recorded: "2026-05-20 11:00"));
        await PlaceAsync(scheduler);

        var first = await ReadAsync(scheduler, 0, "&limit=2");
        Assert.Equal(["timeline-changed C-2", "timeline-changed C-3"], Told(first));
        Assert.Equal(["timeline-changed C-1"], Told(await ReadAsync(scheduler, (long)first["next"]!, "&limit=2")));
    }

    [Fact]
    public async Task Another_authority_s_cases_are_not_told_and_not_waited_for()
    {
        await using var scheduler = await AlertScheduler.StartAsync("2026-05-20 09:00");
        await scheduler.TakeInAsync([.. ACase("2026-06-25"), .. ACase("2026-06-26", "L-1", authority: AlertScheduler.Leeds)]);
        await PlaceAsync(scheduler);

        var page = await ReadAsync(scheduler, 0, key: AlertScheduler.LeedsKey);
        Assert.Equal(["timeline-changed L-1"], Told(page));
        Assert.Equal((long)(await ReadAsync(scheduler, 0))["next"]!, (long)page["next"]!);
        using var leeds = scheduler.Caller(AlertScheduler.LeedsKey);
        using var refused = await leeds.GetAsync(new Uri($"/v1/changes?authority={AlertScheduler.Birmingham}", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task AddAsync(NpgsqlConnection connection, string caseReference)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { ChangeTable.Insert([new(ChangeTable.Timeline, AlertScheduler.Birmingham, caseReference)]) },
        };
        await batch.ExecuteNonQueryAsync(Stop);
    }

    private static async Task PlaceAsync(AlertScheduler scheduler)
    {
        Assert.True(await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop) > 0);
        Assert.Equal(0, await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop));
    }

    private static async Task<JsonNode> ReadAsync(AlertScheduler scheduler, long after, string more = "", string key = AlertScheduler.StaffKey)
    {
        using var caller = scheduler.Caller(key);
        return JsonNode.Parse(await caller.GetStringAsync(new Uri($"/v1/changes?after={after}{more}", UriKind.Relative), Stop))!;
    }

    private static List<string> Told(JsonNode page) => [.. page["changes"]!.AsArray().Select(change => string.Join(
        ' ', new[] { "kind", "caseReference", "milestone", "clock", "lastDay" }.Select(name => (string?)change![name]).Where(value => value is not null)))];
}
