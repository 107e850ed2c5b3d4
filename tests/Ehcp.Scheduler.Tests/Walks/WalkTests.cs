using Ehcp.Contracts;
using Ehcp.Scheduler.Changes;
using Ehcp.Scheduler.Recalculations;
using Ehcp.TestKit;
using Ehcp.TestKit.Walks;
using Microsoft.AspNetCore.Routing;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Walks;

/// <summary>Every route as every kind of key: nobody is shown a case, or an address, of another council.</summary>
public sealed class WalkTests(WalkTests.TwoCouncils councils) : IClassFixture<WalkTests.TwoCouncils>
{
    private const string BrumOfficer = "brum.officer@council.example";
    private const string LeedsOfficer = "leeds.officer@council.example";

    private static readonly Secret Brum = new("BRUM-1", "source-of-brum", BrumOfficer);
    private static readonly Secret Leeds = new("LEEDS-1", "source-of-leeds", LeedsOfficer);

    [Fact]
    public async Task Who_may_do_everything_sees_everything_on_the_walk()
    {
        using var all = councils.Key(WalkKeys.All);

        Assert.Empty(await councils.Walk.SeesEverythingAsync(
            all, [Brum, Leeds],
            "GET /acknowledge/{token}", "POST /acknowledge/{token}")); // no link of these is real
    }

    [Fact]
    public async Task Every_list_goes_on_to_its_end_and_every_file_is_whole()
    {
        using var all = councils.Key(WalkKeys.All);
        for (var made = 0; made < 3; made++)
        {
            using var body = new StringContent("""{"url":"https://cases.council.example/hook"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await all.PostAsync(new Uri("/v1/webhooks", UriKind.Relative), body, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        var walk = new ListWalk(all, new Dictionary<string, string> { ["id"] = "1" })
        {
            // Newest first: what comes in between two pages stands before the first, and what goes was on it.
            BetweenAsync = id => id switch
            {
                "ListRefusedAddresses" => councils.Scheduler.ExecuteAsync(
                    "insert into refused_address (address, refused_at, answer) values ('came.later@council.example', now(), '550')"),
                _ => Task.CompletedTask,
            },
            Short = new HashSet<string> { "ListParked" }, // no message is parked
        };

        Assert.Equal("", string.Join('\n', await walk.WrongAsync()));
    }

    [Fact]
    public async Task No_key_is_shown_what_is_not_its_own()
    {
        var leaks = new List<string>();
        foreach (var key in councils.Keys.Append(null))
        {
            using var caller = councils.Key(key);
            leaks.AddRange(await councils.Walk.LeaksAsync(key ?? "nobody", caller, key is null or "walk-unknown" or "walk-nothing" ? [Brum, Leeds] : [Brum]));
        }

        Assert.Empty(leaks);
    }

    [Fact]
    public async Task An_admin_of_one_council_acts_on_its_people_only()
    {
        using var admin = councils.Key(WalkKeys.EveryScope);
        foreach (var act in new[] { "remember", "forget" })
        {
            Assert.Equal(403, await PostAsync($"/v1/refused-addresses/{act}", $"[\"{BrumOfficer}\"]"));
            Assert.Equal(403, await PostAsync($"/v1/refused-addresses/{act}", $"[\"{LeedsOfficer}\",\"{BrumOfficer}\"]"));
            Assert.Equal(403, await PostAsync($"/v1/refused-addresses/{act}", "[\"nobody.knows@council.example\"]"));
            Assert.Equal(200, await PostAsync($"/v1/refused-addresses/{act}", $"[\"{LeedsOfficer}\"]"));
        }

        await councils.Scheduler.ExecuteAsync(
            $"insert into refused_address (address, refused_at, answer) values ('{LeedsOfficer}', now(), '550') on conflict do nothing");
        Assert.Equal(
            ["remember-refused-addresses asked - brum.officer@council.example", "remember-refused-addresses refused - brum.officer@council.example"],
            (await councils.Scheduler.RowsAsync("""
                select concat_ws(' ', what, outcome, coalesce(authority, '-'), array_to_string(subjects, ',')) from access_record
                where caller_id = 'key:walk-every-scope' and what = 'remember-refused-addresses' and subjects = '{brum.officer@council.example}' order by id
                """)).TakeLast(2));
        Assert.Contains(
            "remember-refused-addresses done E08000035 leeds.officer@council.example",
            await councils.Scheduler.RowsAsync(
                "select concat_ws(' ', what, outcome, authority, array_to_string(subjects, ',')) from access_record where caller_id = 'key:walk-every-scope'"));

        async Task<int> PostAsync(string path, string body)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await admin.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }
    }

    /// <summary>Two councils with cases, mails, refused addresses and a recalculation.</summary>
    public sealed class TwoCouncils : IAsyncLifetime
    {
        private TestVirtualHost _broker = null!;

        internal AlertScheduler Scheduler { get; private set; } = null!;

        internal RouteWalk Walk { get; private set; } = null!;

        internal IReadOnlyList<string> Keys { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            _broker = await TestVirtualHost.CreateAsync();
            Scheduler = await AlertScheduler.StartAsync("2026-05-26 09:00", host =>
            {
                host.UseSetting("ConnectionStrings:Broker", _broker.Uri.AbsoluteUri);
                host.UseSetting("Ehcp:Acknowledgements:Url", "https://alerts.council.example/");
                host.UseSetting("Ehcp:Acknowledgements:Key", "0123456789abcdef0123456789abcdef");
                host.UseSetting("Ehcp:Webhooks:Keys:0", Convert.ToBase64String(new byte[32]));
                Keys = host.UseWalkKeys(AlertScheduler.Leeds, "*");
            });
            await Scheduler.TakeInAsync(
            [
                .. Of(AlertScheduler.Birmingham, "BRUM-1", BrumOfficer, "source-of-brum"),
                    .. Of(AlertScheduler.Leeds, "LEEDS-1", LeedsOfficer, "source-of-leeds"),
            ]);
            await Scheduler.RunAtAsync("2026-05-26 09:00");
            await Scheduler.Get<PlaceChanges>().PlaceSetAsync(CancellationToken.None);
            await Scheduler.ExecuteAsync($"""
                update mail set state = 'parked', settled_at = now() where recipient in ('{BrumOfficer}', '{LeedsOfficer}');
                insert into refused_address (address, refused_at, answer) values ('{BrumOfficer}', now(), '550'), ('{LeedsOfficer}', now(), '550');
                update case_timeline set rules = '2025.9', snapshot_hash = '\x00', rule_ids = array_replace(rule_ids, 'final-plan-2014', 'final-plan-old');
                """);
            using (var all = Key(WalkKeys.All))
            {
                for (var tried = 0; tried < 2; tried++)
                {
                    using var started = await all.PostAsync(new Uri("/v1/recalculations?dryRun=true", UriKind.Relative), null);
                    started.EnsureSuccessStatusCode();
                    await Scheduler.Get<Recalculate>().RunAsync(CancellationToken.None);
                }
            }

            using var anybody = Key(null);
            Walk = await RouteWalk.ReadAsync(
                anybody, Scheduler.Get<EndpointDataSource>().Endpoints,
                new Dictionary<string, string[]>
                {
                    ["authority"] = [AlertScheduler.Birmingham, AlertScheduler.Leeds, "330"],
                    ["caseReference"] = ["BRUM-1", "LEEDS-1"],
                    ["id"] = ["1", "2", "3", "4", "5", "6"],
                    ["token"] = ["1.20999.bm90IHNpZ25lZA"],
                    ["queue"] = ["scheduler.facts-recorded"],
                    ["key"] = [TestKit.Walks.WalkKeys.All, "nothing"],
                    ["documentName"] = ["v1"],
                    ["state"] = ["parked"],
                    ["dryRun"] = ["true"],
                    ["limit"] = ["100"],
                    ["days"] = ["30"],
                },
                new Dictionary<string, string[]>
                {
                    ["POST /v1/alerts/{id}/acknowledge"] = ["""{"until":"2026-05-27","plan":"other"}"""],
                    ["POST /v1/reassignments"] = [Reassign(BrumOfficer, AlertScheduler.Birmingham), Reassign(BrumOfficer, null),
                        Reassign(LeedsOfficer, AlertScheduler.Leeds)],
                    ["POST /v1/reorganisations"] = ["""{"authority":"909","rest":"942"}"""],
                    ["POST /v1/mails/resend"] = ["[999999]"],
                    ["POST /v1/refused-addresses/remember"] = [$"[\"{BrumOfficer}\"]", $"[\"{LeedsOfficer}\"]"],
                    ["POST /v1/refused-addresses/forget"] = ["[\"never.refused@council.example\"]"],
                    ["POST /v1/keys"] = ["""{ "name": "of-the-walk", "scopes": ["operate"] }"""],
                    ["POST /v1/keys/{key}/rotate"] = ["""{ "graceDays": 1 }"""],
                    ["POST /keys"] = ["application/x-www-form-urlencoded|name=of-the-page&scopes=operate"],
                    ["POST /keys/{key}/rotate"] = ["application/x-www-form-urlencoded|grace=1"],
                    ["POST /keys/{key}/revoke"] = ["application/x-www-form-urlencoded|sure=yes"],
                    ["POST /v1/webhooks"] =
                    [
                        WebhookOf(AlertScheduler.Birmingham), WebhookOf(AlertScheduler.Leeds),
                        """{"url":"https://cases.council.example/hook"}""",
                    ],
                    ["POST /v1/outbox/unpark"] = ["[999999]"],
                    ["POST /v1/outbox/skip"] = ["[999999]"],
                },
                new Dictionary<string, string[]> { ["GET /v1/calculator"] = ["?trigger=request-received&on=2026-01-05"] });
        }

        public async ValueTask DisposeAsync()
        {
            await Scheduler.DisposeAsync();
            await _broker.DisposeAsync();
        }

        internal HttpClient Key(string? key) => key is null ? Scheduler.Anybody() : Scheduler.Caller(key);

        private static string WebhookOf(string authority) => $$"""{"url":"https://cases.council.example/hook","authorities":["{{authority}}"]}""";

        private static string Reassign(string from, string? authority) =>
            $$"""{"from":"{{from}}","to":"somebody.new@council.example"{{(authority is null ? "" : $",\"authority\":\"{authority}\"")}}}""";

        private static IEnumerable<RecordedFact> Of(string authority, string reference, string officer, string source) =>
            ACase("2026-05-22", reference, officer, authority: authority).Select(fact => fact with { Source = source });
    }
}
