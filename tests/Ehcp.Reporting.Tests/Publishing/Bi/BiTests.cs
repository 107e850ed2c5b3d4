using System.Text;
using System.Text.Json;
using Ehcp.Reporting.Publishing.Bi;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Publishing.Bi;

/// <summary>What Power BI and Grafana read: the contract of the views, whom they show what, and the queue of each day.</summary>
public sealed class BiTests : IAsyncLifetime
{
    private const string Password = "only-of-the-tests";

    private RunningReporting _reporting = null!;
    private string _role = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _reporting = await RunningReporting.StartAsync();
        _role = $"bi_reader_{Guid.NewGuid():n}";
        await _reporting.Database.ExecuteAsync(BiSchema.Role);
        await _reporting.Database.ExecuteAsync(
            $"create role {_role} login password '{Password}' in role ehcp_bi; alter role {_role} set default_transaction_read_only = on");
    }

    public async ValueTask DisposeAsync()
    {
        await _reporting.Database.ExecuteAsync($"truncate daily_queue, daily_queue_day, bi_reader; drop role {_role}");
        await _reporting.DisposeAsync();
    }

    [Fact]
    public async Task The_views_are_what_their_description_says()
    {
        var text = new StringBuilder();
        var views = await _reporting.Database.RowsAsync(
            "select table_name::text, obj_description(format('bi.%I', table_name)::regclass) from information_schema.views where table_schema = 'bi'");
        var columns = await _reporting.Database.RowsAsync("""
            select table_name::text, ordinal_position::int, column_name::text, data_type::text, col_description(format('bi.%I', table_name)::regclass, ordinal_position)
            from information_schema.columns where table_schema = 'bi'
            """);
        text.AppendJoin('\n', views).Append("\n\n").AppendJoin('\n', columns.OrderBy(row => row, StringComparer.Ordinal)).Append('\n');

        Assert.DoesNotContain(",)", text.ToString(), StringComparison.Ordinal); // nothing without a description
        var golden = Path.Combine(Checkout.Folder, "tests", "Ehcp.Reporting.Tests", "Golden", "bi-views.txt");
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_GOLDEN") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(golden, text.ToString(), Stop);
        }

        Assert.Equal(await File.ReadAllTextAsync(golden, Stop), text.ToString());
    }

    [Fact]
    public async Task A_reader_sees_its_authorities_and_nothing_else_and_writes_nothing()
    {
        await _reporting.KnowsAsync(Case("A", Birmingham, Plan("2025-01-06", 140)), Case("B", Dudley, Plan("2025-01-06", 141)));
        await using var reader = Reader();
        Assert.Empty(await reader.RowsAsync("select authority_code from bi.fact_request_v1"));

        await AllowAsync(Birmingham);
        Assert.Equal([$"({Birmingham},plan-in-time)"], await reader.RowsAsync("select authority_code, outcome from bi.fact_request_v1"));
        Assert.Equal([$"({Birmingham})"], await reader.RowsAsync("select authority_code from bi.dim_authority_v1"));
        await AllowAsync("*");
        Assert.Equal(2, await reader.CountAsync("bi.fact_request_v1"));

        foreach (var forbidden in new[] { "select * from known_request", "select * from case_snapshot", "select * from bi_key", "select * from bi_reader",
            "select * from daily_queue", "select * from access_record" })
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => reader.ExecuteAsync(forbidden)))
                .SqlState);
        }

        foreach (var change in new[] { "insert into bi_reader values (current_user, '*')", "create table bi.mine (n int)", "create table public.mine (n int)" })
        {
            Assert.Contains((await Assert.ThrowsAsync<PostgresException>(() => reader.ExecuteAsync($"set default_transaction_read_only = off; {change}")))
                .SqlState, new[] { PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ReadOnlySqlTransaction });
        }
    }

    [Fact]
    public async Task A_case_has_one_key_that_does_not_tell_its_reference()
    {
        await AllowAsync("*");
        await _reporting.KnowsAsync(Case("CASE-4711", Birmingham, Plan("2025-01-06", 140), Request("2026-01-06", "2")),
            Case("CASE-4711", Dudley, Request("2026-01-06")));
        await using var reader = Reader();

        var keys = await reader.RowsAsync("select authority_code, case_key from bi.fact_request_v1");

        Assert.Equal(2, keys.Distinct().Count());
        Assert.DoesNotContain(await reader.RowsAsync("select * from bi.fact_request_v1"), row => row.Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_day_that_has_ended_and_come_through_is_written_once_as_it_was_known_then()
    {
        var queue = _reporting.Services.GetRequiredService<QueueByDay>();
        var known = Instant("2026-05-21T10:00:00Z");
        var open = Request("2026-01-02") with { KnownFrom = known, KnownTo = known.AddDays(2), Team = "North" };
        await _reporting.KnowsAsync(
            [Case("A", Birmingham, open, open with { KnownFrom = known.AddDays(2), KnownTo = null, PlanSentOn = Day("2026-05-23") }),
            .. Enumerable.Range(0, 200)
                .Select(number =>
                Case($"C-{number}", Birmingham, Request(Day("2024-12-01").AddDays(number * 3 % 530).ToString("O", null)) with { KnownFrom = known.AddHours(
                number), ExemptionClaimed = number % 7 == 0, ReceivedOnUsable = number % 11 != 0, Team = number % 2 == 0 ? "South" : null }))]);
        Assert.Equal(0, await queue.RunAsync(Day("2026-05-25"), Stop));

        await _reporting.IntakeTellsAsync(Instant("2026-05-23T22:59:00Z"));
        Assert.Equal(2, await queue.RunAsync(Day("2026-05-25"), Stop)); // 21 and 22 May; the 23rd ends at 23:00 UTC
        await _reporting.IntakeTellsAsync(Instant("2026-05-25T12:00:00Z"));
        Assert.Equal(2, (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => queue.RunAsync(Day("2026-05-25"), Stop)))).Sum());
        Assert.Equal(0, await queue.RunAsync(Day("2026-05-25"), Stop));

        await AllowAsync(Birmingham);
        await using var reader = Reader();
        foreach (var day in new[] { "2026-05-21", "2026-05-22", "2026-05-23", "2026-05-24" })
        {
            var then = await _reporting.GetAsync($"/v1/caseload?authority=330&asOf={day}T22:59:59.999999Z");
            var weeks = then.GetProperty("weeks").EnumerateArray().Where(week => week.GetProperty("open").GetInt32() > 0)
                .Select(week =>
                    $"({week.GetProperty("week").GetString()},{week.GetProperty("open").GetInt32()},{week.GetProperty("withExemption").GetInt32()})");
            Assert.Equal(
                weeks.Order(StringComparer.Ordinal),
                (await reader.RowsAsync($"select week, sum(open_requests)::int, sum(with_exemption)::int from bi.fact_daily_queue_v1 where day = '{day}' and week <> 'cannot-compute' group by week")).Order(StringComparer.Ordinal));
            Assert.Equal(
                [$"({then.GetProperty("open").GetInt32()},{then.GetProperty("overdue").GetInt32()},{then.GetProperty("cannotCompute").GetInt32()})"],
                await reader.RowsAsync(
                    $"select sum(open_requests)::int, sum(open_requests) filter (where week in ('21-26', '27-39', '40-52', '53+'))::int, sum(open_requests) "
                    + $"filter (where week = 'cannot-compute')::int from bi.fact_daily_queue_v1 where day = '{day}'"));
        }
    }

    [Fact]
    public async Task Every_panel_of_the_Grafana_dashboard_can_be_asked_by_a_reader()
    {
        await AllowAsync("*");
        await using var reader = Reader();
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "deploy", "grafana", "ehcp.json"), Stop));
        var queries = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray(), (_, target) => target.GetProperty("rawSql").GetString()!)
            .ToList();

        Assert.True(queries.Count >= 5);
        foreach (var query in queries)
        {
            await reader.ExecuteAsync(query.Replace("$__timeFilter(day)", "day between '2026-01-01' and '2026-12-31'", StringComparison.Ordinal)
                .Replace("$__timeFilter(plan_sent_on)", "plan_sent_on between '2026-01-01' and '2026-12-31'", StringComparison.Ordinal));
        }
    }

    private Task AllowAsync(string authority) => _reporting.Database.ExecuteAsync($"insert into bi_reader values ('{_role}', '{authority}')");

    private NpgsqlDataSource Reader() => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(_reporting.ConnectionString) { Username = _role, Password = Password, Pooling = false }.ConnectionString);
}
