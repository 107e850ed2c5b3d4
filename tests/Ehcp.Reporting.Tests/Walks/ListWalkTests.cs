using System.Globalization;
using System.Text;
using Ehcp.Contracts;
using Ehcp.TestKit.Walks;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Walks;

/// <summary>Every list and every file of the service, found in its own description.</summary>
public sealed class ListWalkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_list_goes_on_to_its_end_and_every_file_is_whole()
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Production", host =>
        {
            host.UseWalkKeys(Dudley, "*");
            host.UseSetting("Ehcp:Public:Enabled", "true");
        });
        try
        {
            await reporting.KnowsAsync(
                Enumerable.Range(1, 9).Select(number => Open($"OPEN-{number}")).Concat(Enumerable.Range(1, 40).Select(number =>
                    Case($"PLAN-{number}", Birmingham, Plan("2025-01-06", 100 + number) with { Team = "=1+1" }))));
            await reporting.IntakeTellsAsync(RunningReporting.Noon);
            using var all = reporting.Client(WalkKeys.All);
            using (var published = await all.PostAsync(new Uri("/v1/public-editions?authority=330", UriKind.Relative), null, Stop))
            {
                Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Stop));
            }

            foreach (var act in new[] { "/v1/public-editions?authority=330", "/v1/reports?authority=330", "/v1/reports?authority=330" })
            {
                using var kept = await all.PostAsync(new Uri(act, UriKind.Relative), null, Stop);
                Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync(Stop));
            }

            foreach (var _ in Enumerable.Range(0, 2))
            {
                using var file = new StringContent("Case reference,Plan due\nOPEN-1,05/01/2026\n=1+1,\n", Encoding.UTF8, "text/csv");
                using var kept = await all.PostAsync(new Uri("/v1/reconciliations?authority=330", UriKind.Relative), file, Stop);
                Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync(Stop));
            }

            var changed = 0;
            var walk = new ListWalk(all, new Dictionary<string, string> { ["number"] = "1" })
            {
                Queries = new Dictionary<string, string>
                {
                    ["ReadRateChanges"] = $"from=2024-01-01T00:00:00Z&to={Written(RunningReporting.Noon)}",
                    ["ReadPreFlight"] = "authority=330&year=2027&check=request-source-missing",
                    ["ReadSen2Requests"] = "authority=330&year=2026",
                    ["ReadSen2Assessments"] = "authority=330&year=2026",
                    ["ReadPublicRates"] = "authority=330",
                    ["ListEditions"] = "authority=330",
                    ["ReadRates"] = "groupBy=team",
                },
                // The oldest of those that were shown first ends, and an older one comes in.
                BetweenAsync = async _ =>
                {
                    changed++;
                    reporting.Clock.Advance(TimeSpan.FromMinutes(1));
                    var now = reporting.Clock.GetUtcNow();
                    var ended = Open($"OPEN-{changed}");
                    var before = ended.History[0];
                    await reporting.KnowsAsync(
                        ended.At("2026.1", 2) with
                        {
                            History =
                            [
                                before with { KnownTo = now }, before with { KnownFrom = now, ClosedOn = Day("2026-05-01"), ClosedReason = "withdrawn" },
                            ],
                        },
                        Open($"AN-OLDER-{changed}", "2026-02-02") with { Facts = [Fact(now)], History = [Request("2026-02-02") with { KnownFrom = now }] });
                },
            };

            Assert.Equal("", string.Join('\n', await walk.WrongAsync()));
            Assert.True(changed >= 3, $"Something changed in {changed} lists.");
        }
        finally
        {
            await reporting.StopAsync();
        }
    }

    private static CaseSnapshot Open(string reference, string receivedOn = "2026-03-02") =>
        Case(reference, Birmingham, Request(receivedOn) with { Team = "Zoë" }) with { Team = "Zoë" };

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
