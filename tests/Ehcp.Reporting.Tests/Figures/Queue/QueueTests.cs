using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Queue;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Queue;

/// <summary>The queue of every day against a statement written by hand, over made-up cases; and against the caseload.</summary>
public sealed class QueueTests
{
    private static readonly DateOnly First = Day("2025-01-01");

    // Some without a date, some that cannot be measured, some reversed; known in one to three spans.
    private static readonly Gen<KnownRequest> Known = Gen.Select(
        Gen.Select(Gen.Int[-20, 500], Gen.Int[0, 9]), Gen.Int[-300, 420], Gen.Int[-600, 300], Gen.Int[-400, 200], Gen.Int[-300, 300])
        .Select((received, plan, refused, closed, reversed) =>
        {
            DateOnly? receivedOn = received.Item1 < -10 ? null : First.AddDays(received.Item1);
            var from = receivedOn ?? First;
            return new KnownRequest("1", default, null, receivedOn, receivedOn is not null && received.Item2 > 0)
            {
                PlanSentOn = plan < 0 ? null : from.AddDays(plan),
                AssessmentDecision = refused < 0 ? null : "refuse",
                AssessmentDecidedOn = refused < 0 ? null : from.AddDays(refused),
                ClosedOn = closed < 0 ? null : from.AddDays(closed - 10),
                ClosedReason = closed < 0 ? null : "withdrawn",
                ReopenedOn = refused < 0 || reversed < 0 ? null : from.AddDays(reversed),
                PlanLastDay = refused < 0 || reversed < 50 ? null : from.AddDays(reversed + 98),
                CannotComputeBecause = received.Item2 == 0 ? "Two dates." : null,
            };
        });

    private static readonly Gen<KnownRequest[]> History = Known.Array[1, 3].Select(spans => spans.Select((known, index) => known with
    {
        KnownFrom = Instant("2026-01-01T00:00:00Z").AddDays(40 * index),
        KnownTo = index == spans.Length - 1 ? null : Instant("2026-01-01T00:00:00Z").AddDays(40 * (index + 1)),
    }).ToArray());

    [Theory]
    [InlineData("", "2026-05-25")]
    [InlineData("2026-02-20T12:00:00Z", "2026-02-20")]
    public async Task Every_day_is_what_a_statement_by_hand_counts(string asOf, string day)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await Gen.Select(History.Array[0, 40], Gen.Int[0, 400], Gen.Int[0, 90]).SampleAsync(async (cases, start, length) =>
        {
            await reporting.ForgetAsync(TestContext.Current.CancellationToken);
            await reporting.KnowsAsync(cases.Select((history, index) => Case($"C-{index}", index % 4 == 0 ? Dudley : Birmingham, history)));
            var (from, to) = (First.AddDays(start), First.AddDays(start + length));
            var last = to < Day(day) ? to : Day(day);

            var rows = (await reporting.GetAsync($"/v1/queue?from={from:yyyy-MM-dd}&to={last:yyyy-MM-dd}&authority=330&asOf={asOf}")).GetProperty("days")
                .EnumerateArray().Select(Told);

            Assert.Equal(await ByHandAsync(reporting, from, last, asOf.Length == 0 ? "now()" : $"timestamptz '{asOf}'"), rows);
        }, iter: 25, threads: 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&asOf=2026-02-20T12:00:00Z")]
    public async Task The_last_day_is_the_caseload(string asOf)
    {
        await using var reporting = await RunningReporting.StartAsync();
        await History.Array[1, 40].SampleAsync(async cases =>
        {
            await reporting.ForgetAsync(TestContext.Current.CancellationToken);

            // What ended counts by its day, and nobody notifies tomorrow.
            await reporting.KnowsAsync(cases.Select((history, index) => Case($"C-{index}", Birmingham, history.Select(Past))));
            var queue = await reporting.GetAsync($"/v1/queue?every=month{asOf}");
            var caseload = await reporting.GetAsync($"/v1/caseload?authority={asOf}".Replace("authority=&", "", StringComparison.Ordinal));
            var last = queue.GetProperty("days").EnumerateArray().Last();

            Assert.Equal(Number(caseload, "open"), Number(last, "open") + Number(queue, "undatedOpen"));
            Assert.Equal(Number(caseload, "overdue"), Number(last, "overdue"));
            Assert.Equal(
                caseload.GetProperty("medianDays").ToString(),
                last.GetProperty("ages") is { ValueKind: JsonValueKind.Object } ages ? ages.GetProperty("median").ToString() : "");
        }, iter: 25, threads: 1);

        static KnownRequest Past(KnownRequest known) => known with
        {
            ReceivedOn = Earlier(known.ReceivedOn),
            PlanSentOn = Earlier(known.PlanSentOn),
            ClosedOn = Earlier(known.ClosedOn),
            AssessmentDecidedOn = Earlier(known.AssessmentDecidedOn),
            ReopenedOn = Earlier(known.ReopenedOn),
        };

        static DateOnly? Earlier(DateOnly? day) => day > Day("2026-02-20") ? Day("2026-02-20") : day;
    }

    [Fact]
    public async Task It_says_how_many_plans_a_week_keep_the_queue_as_long_as_it_is()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(
            [
                .. Enumerable.Range(0, 39).Select(number => Case(Request(Day("2026-05-24").AddDays(-number).ToString("O", null)))),
                .. Enumerable.Range(0, 26).Select(number => Case(PlanSent(Day("2026-05-24").AddDays(-number).ToString("O", null)))),
                .. Enumerable.Range(0, 13).Select(number => Case(Request("2025-06-02") with { ClosedOn = Day("2026-05-01"), ClosedReason = "withdrawn" })),
                Case(Request("2025-06-02") with { ClosedOn = Day("2026-02-23"), ClosedReason = "withdrawn" }), // the day before the thirteen weeks
            ]);

        var flow = (await reporting.GetAsync("/v1/queue")).GetProperty("flow");

        // Of the plans those of the last four weeks were received before the thirteen.
        Assert.Equal(("2026-02-24", "2026-05-25"), (flow.GetProperty("from").GetString(), flow.GetProperty("to").GetString()));
        Assert.Equal((2.0, 1.0), (flow.GetProperty("plansAWeek").GetDouble(), flow.GetProperty("otherEndsAWeek").GetDouble()));
        Assert.Equal(flow.GetProperty("receivedAWeek").GetDouble() - 1, flow.GetProperty("plansAWeekToStandStill").GetDouble());
        Assert.Equal(13, Number(flow, "otherEnds"));
    }

    [Fact]
    public async Task As_a_file_it_has_a_line_for_each_day()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Case(Request("2026-05-20")), Case(Plan("2026-01-05", 137)));
        using var client = reporting.Client();

        var lines = (await client.GetStringAsync(
            new Uri("/v1/queue?from=2026-05-21&format=csv", UriKind.Relative), TestContext.Current.CancellationToken)).Split('\n');

        Assert.Equal("2026-05-21,2,0,1,1,1,136,136,136,0,0,0", lines[1]);
        Assert.Equal("2026-05-22,1,0,2,2,2,2,2,2,0,1,0", lines[2]);
        Assert.Equal(1 + 5 + 1, lines.Length);
    }

    [Theory]
    [InlineData(QueueStep.Day, "2026-05-01 2026-05-02 2026-05-03 2026-05-04")]
    [InlineData(QueueStep.Week, "2026-05-03 2026-05-04")]
    [InlineData(QueueStep.Month, "2026-05-04")]
    internal void The_last_day_is_always_there(QueueStep step, string days) => Assert.Equal(
        days, string.Join(' ', ReadQueueByDay.Days(Day("2026-05-01"), Day("2026-05-04"), step).Select(day => day.ToString("O", null))));

    // 12,000 open and five years of days: what takes time is the database, so the walk over the days may take little of the 300 ms.
    [Fact]
    public void Five_years_of_twelve_thousand_take_a_moment()
    {
        var random = new Random(15);
        var requests = Enumerable.Range(0, 42_000).Select(number => Day("2021-05-25").AddDays(random.Next(1826)) is var receivedOn && number < 12_000
            ? new QueuedRequests(receivedOn, null, receivedOn.AddDays(140), IsPlan: false, 1)
            : new QueuedRequests(receivedOn, receivedOn.AddDays(random.Next(1, 400)), receivedOn.AddDays(140), IsPlan: true, 1)).ToList();
        var days = ReadQueueByDay.Days(Day("2021-05-25"), Day("2026-05-25"), QueueStep.Day);
        QueueSeries.Of(requests, days);
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(1827, QueueSeries.Of(requests, days).Count);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{best:0.0} ms");
        Assert.InRange(best, 0, 200);
    }

    private static string Told(JsonElement row)
    {
        var ages = row.GetProperty("ages");
        return string.Join(' ', new[] { "day", "open", "overdue" }.Select(name => row.GetProperty(name).ToString())
            .Concat(ages.ValueKind == JsonValueKind.Null ? ["-"] : ages.EnumerateObject().Select(age => age.Value.ToString()))
            .Concat(new[] { "received", "plansSent", "otherEnds" }.Select(name => row.GetProperty(name).ToString())));
    }

    // The definition and nothing else: for each day, every request is looked at again.
    private static async Task<List<string>> ByHandAsync(RunningReporting reporting, DateOnly from, DateOnly to, string at)
    {
        var sql = $"""
            with request as (
              select * from known_request
              where authority = '{Birmingham}' and known_from <= {at} and (known_to is null or known_to > {at})
                and received_on is not null and (outcome = 'open' or ended_on is not null)
            )
            select concat_ws(' ', day::date,
                     count(*) filter (where waits), count(*) filter (where waits and last_day < day),
                     coalesce((select concat_ws(' ', p[1], p[2], p[3], p[4], p[5], p[6])
                               from (select percentile_disc(array[0.1, 0.25, 0.5, 0.75, 0.9, 1]) within group (order by day::date - r.received_on) as p
                                     from request r where r.last_day is not null and r.received_on <= day and (r.outcome = 'open' or r.ended_on > day)
                                       and not coalesce(r.ended_on <= r.received_on and r.outcome <> 'open', false)) ages where p is not null), '-'),
                     count(*) filter (where received_on = day), count(*) filter (where ended_on = day and outcome like 'plan-%'),
                     count(*) filter (where ended_on = day and outcome not like 'plan-%' and outcome <> 'open'))
            from generate_series(date '{from:yyyy-MM-dd}', date '{to:yyyy-MM-dd}', interval '1 day') as day
            left join lateral (select *, received_on <= day and (outcome = 'open' or ended_on > day)
                                 and not coalesce(ended_on <= received_on and outcome <> 'open', false) as waits from request) as r on true
            group by day order by day
            """;
        await using var command = reporting.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
