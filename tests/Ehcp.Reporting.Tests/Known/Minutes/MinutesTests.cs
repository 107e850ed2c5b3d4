using System.Net;
using System.Text.Json;
using CsCheck;
using Ehcp.Contracts;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Known.Minutes;

/// <summary>Up to where the figures hold what Intake recorded.</summary>
public sealed class MinutesTests
{
    private static readonly DateTimeOffset Nine = Instant("2026-05-25T09:00:00Z");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_known_up_to_the_first_minute_of_which_an_event_is_missing()
    {
        await using var reporting = await RunningReporting.StartAsync();
        await reporting.KnowsAsync(Recorded("A", 0, 61), Recorded("B", 90));
        Assert.Equal(JsonValueKind.Null, (await reporting.GetAsync("/v1/rates")).GetProperty("knownTo").ValueKind);

        Assert.Equal(Nine.AddMinutes(3), await reporting.IntakeTellsAsync(Nine.AddMinutes(3)));
        Assert.Equal(Nine.AddMinutes(4), await reporting.IntakeTellsAsync(Nine.AddMinutes(6), new RecordedMinute(Nine.AddMinutes(4), 1)));
        var differing = (await reporting.GetAsync("/v1/minutes", RunningReporting.AdminKey)).GetProperty("disagreeing");
        Assert.Equal("""[{"minute":"2026-05-25T09:04:00Z","announced":1,"counted":0}]""", differing.GetRawText());

        await reporting.KnowsAsync(Recorded("B", 90, 241));
        Assert.Equal(Nine.AddMinutes(6), (await reporting.Services.GetRequiredService<AgreeMinutes>().RunAsync(Stop)).CompleteTo);
        foreach (
            var path in new[] { "/v1/rates", "/v1/caseload", "/v1/rates?asOf=2026-05-01T00:00:00Z", "/v1/forecast", "/v1/completion-curve", "/v1/requests" })
        {
            Assert.Equal(Nine.AddMinutes(6), (await reporting.GetAsync(path)).GetProperty("knownTo").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task A_gap_in_what_was_told_is_not_passed_and_any_order_is_the_same()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var agree = reporting.Services.GetRequiredService<AgreeMinutes>();
        var consumer = new MinutesRecordedConsumer(reporting.Database);

        await TellAsync(10, 20);
        Assert.Null((await agree.RunAsync(Stop)).CompleteTo);
        await TellAsync(30, 40);
        await TellAsync(null, 8);
        Assert.Equal(Nine.AddMinutes(8), (await agree.RunAsync(Stop)).CompleteTo);
        await TellAsync(5, 10);
        Assert.Equal(Nine.AddMinutes(20), (await agree.RunAsync(Stop)).CompleteTo);
        await TellAsync(null, 8);
        await TellAsync(18, 31);
        Assert.Equal(Nine.AddMinutes(40), (await agree.RunAsync(Stop)).CompleteTo);

        Task TellAsync(int? from, int to) => consumer.KeepAsync(
            [new(from is { } minute ? Nine.AddMinutes(minute) : DateTimeOffset.UnixEpoch, Nine.AddMinutes(to), [])], Stop);
    }

    [Fact]
    public async Task Whatever_snapshots_came_in_whichever_order_the_minutes_hold_the_facts_of_those_that_stand()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var agree = reporting.Services.GetRequiredService<AgreeMinutes>();
        var snapshots = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 400].Array[1, 6]).Select((number, seconds) => Recorded($"C-{number}", seconds)).Array[1, 25];
        await Gen.Select(snapshots, Gen.Int[1, 5]).SampleAsync(async (told, size) =>
        {
            await reporting.ForgetAsync(Stop);
            foreach (var set in told.Chunk(size))
            {
                await reporting.KnowsAsync(set);
                await reporting.KnowsAsync(set);
                if (set.Length % 2 == 0)
                {
                    await agree.RunAsync(Stop);
                }
            }

            await agree.RunAsync(Stop);
            Assert.Equal(
                await reporting.Database.RowsAsync("""
                    select date_trunc('minute', (fact ->> 'recordedAt')::timestamptz) as minute, count(*)::int as counted
                    from case_snapshot cross join lateral jsonb_array_elements(convert_from(body, 'UTF8')::jsonb -> 'facts') as fact group by 1
                    """),
                await reporting.Database.RowsAsync("select minute, counted from recorded_minute where counted <> 0"));
        }, iter: 40, threads: 1);
    }

    [Fact]
    public async Task Eight_consumers_at_once_count_every_fact_once()
    {
        await using var reporting = await RunningReporting.StartAsync();
        var agree = reporting.Services.GetRequiredService<AgreeMinutes>();
        var told = Enumerable.Range(0, 400)
            .Select(number => Recorded($"C-{number % 40}", [.. Enumerable.Range(0, 1 + (number / 40)).Select(fact => fact * 37)])).ToList();

        await Parallel.ForEachAsync(told.Chunk(10), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (set, _) =>
        {
            await reporting.KnowsAsync(set);
            await agree.RunAsync(Stop);
        });
        await agree.RunAsync(Stop);

        Assert.Equal(400, await reporting.Database.CountAsync("recorded_minute cross join lateral generate_series(1, counted)"));
    }

    [Fact]
    public async Task After_five_minutes_without_an_event_that_Intake_recorded_there_is_an_alarm()
    {
        var log = new LogLines();
        var reporting = await RunningReporting.StartAsync(broker: null, "Production", builder => builder.ConfigureLogging(logging => logging.AddProvider(log)));
        try
        {
            using var client = reporting.Client(key: null);
            var told = RunningReporting.Noon.AddMinutes(1);
            await reporting.IntakeTellsAsync(told, new RecordedMinute(RunningReporting.Noon, 1));
            await LookAsync(TimeSpan.FromMinutes(6));
            Assert.Equal(HttpStatusCode.OK, await HealthAsync());
            Assert.Equal(0, log.Count("Alarm"));

            await LookAsync(TimeSpan.FromSeconds(20));
            await Until.EqualAsync(HttpStatusCode.ServiceUnavailable, HealthAsync, cancellationToken: Stop);
            await Until.EqualAsync(1, () => Task.FromResult(log.Count("Alarm: the figures are complete only up to")), cancellationToken: Stop);

            await reporting.KnowsAsync(Case("LATE", Birmingham, Request("2026-01-05")) with { Facts = [Fact(RunningReporting.Noon.AddSeconds(3))] });
            await reporting.IntakeTellsAsync(RunningReporting.Noon.AddMinutes(7));
            await LookAsync(TimeSpan.FromSeconds(3));
            await Until.EqualAsync(HttpStatusCode.OK, HealthAsync, cancellationToken: Stop);
            await Until.EqualAsync(1, () => Task.FromResult(log.Count("The figures are complete again")), cancellationToken: Stop);

            async Task<HttpStatusCode> HealthAsync()
            {
                using var answer = await client.GetAsync(new Uri("/health/figures", UriKind.Relative), Stop);
                return answer.StatusCode;
            }
        }
        finally
        {
            await reporting.StopAsync();
        }

        // The loop looks every three seconds of the clock; its answer is awaited.
        async Task LookAsync(TimeSpan time)
        {
            reporting.Clock.Advance(time);
            await reporting.Services.GetRequiredService<AgreeMinutes>().RunAsync(Stop);
        }
    }

    /// <summary>A case whose facts were recorded so many seconds after nine.</summary>
    private static CaseSnapshot Recorded(string reference, params int[] seconds) =>
        (Case(reference, Birmingham, Request("2026-01-05")) with { Facts = [.. seconds.Select(second => Fact(Nine.AddSeconds(second)))] })
            .At("2026.1", seconds.Length);
}
