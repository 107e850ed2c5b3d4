using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;
using Ehcp.TestKit.Walks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Walks;

/// <summary>Every route as every kind of caller, and every link of every page as every person: nobody is shown a case that is not theirs.</summary>
public sealed class WalkTests(WalkTests.Council council) : IClassFixture<WalkTests.Council>
{
    private static readonly Secret North = Hidden("NORTH"), South = Hidden("SOUTH"), Nobodys = Hidden("NOBODYS"), Dudleys = Hidden("DUDLEYS");
    private static readonly Secret[] All = [North, South, Nobodys, Dudleys];

    // What each person may not see.
    private static readonly Dictionary<string, Secret[]> People = new()
    {
        ["olivia.officer"] = [South, Nobodys, Dudleys],
        ["oscar.officer"] = All,
        ["maya.manager"] = [Dudleys],
        ["dora.data"] = [Dudleys],
        ["ada.auditor"] = [Dudleys],
        ["otto.officer-and-auditor"] = [Dudleys],
        ["nobody.yet"] = All,
        ["marc.of-dudley"] = [North, South, Nobodys],
    };

    [Fact]
    public async Task Who_may_do_everything_sees_everything_on_the_walk()
    {
        using var all = council.Key(WalkKeys.All);

        Assert.Empty(await council.Walk.SeesEverythingAsync(
            all, All,
            "POST /cases/{authority}/{caseReference}", // forms, which need their page
            "POST /reports",
            "POST /reconciliations",
            "POST /reconciliations/{number}",
            "POST /sign-out"));
    }

    [Fact]
    public async Task No_key_is_shown_a_case_that_is_not_its_own()
    {
        var leaks = new List<string>();
        foreach (var key in council.Keys.Append(null))
        {
            using var caller = council.Key(key);
            leaks.AddRange(
                await council.Walk.LeaksAsync(key ?? "nobody", caller, key is null or "walk-unknown" or "walk-nothing" ? All : [North, South, Nobodys]));
        }

        Assert.Empty(leaks);
    }

    [Fact]
    public async Task No_person_is_shown_a_case_that_is_not_theirs()
    {
        var leaks = new List<string>();
        foreach (var (person, hidden) in People)
        {
            using var caller = await council.PersonAsync(person);
            leaks.AddRange(await council.Walk.LeaksAsync(person, caller, hidden));
        }

        Assert.Empty(leaks);
    }

    [Fact]
    public async Task No_link_of_any_page_is_dead_or_leads_to_anybody_elses_case()
    {
        var (wrong, opened) = (new List<string>(), new Dictionary<string, int>());
        foreach (var (person, hidden) in People.Where(person => person.Key != "nobody.yet"))
        {
            using var reader = await council.PersonAsync(person);
            var (found, count) = await PageCrawl.CrawlAsync(person, reader, hidden, "/");
            wrong.AddRange(found);
            opened[person] = count;
        }

        Assert.Empty(wrong);
        Assert.All(opened, person => Assert.True(person.Value > 5, $"{person.Key} opened only {person.Value} addresses."));
    }

    // Each case has a request and a source that no other has.
    private static Secret Hidden(string name) => new($"{name}-1", $"request-of-{name.ToLowerInvariant()}", $"source-of-{name.ToLowerInvariant()}");

    /// <summary>Two councils, two teams, every kind of person and key.</summary>
    public sealed class Council : IAsyncLifetime
    {
        private OpenIdIssuer _issuer = null!;
        private WebApplication _scheduler = null!;
        private TestVirtualHost _broker = null!;
        private RunningReporting _reporting = null!;

        internal RouteWalk Walk { get; private set; } = null!;

        internal IReadOnlyList<string> Keys { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            _issuer = await OpenIdIssuer.StartAsync(
            [
                new("olivia.officer", ["officer"], [Birmingham], ["North"]),
                new("oscar.officer", ["officer"], [Birmingham], []),
                new("maya.manager", ["manager"], ["330"], []),
                new("dora.data", ["data-officer"], [Birmingham], []),
                new("ada.auditor", ["auditor"], [Birmingham], []),
                new("otto.officer-and-auditor", ["officer", "auditor"], [Birmingham], ["North"]),
                new("nobody.yet", [], [Birmingham], []),
                new("marc.of-dudley", ["manager"], [Dudley], []),
            ]);
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            _scheduler = builder.Build();
            _scheduler.MapGet("/v1/cases/{authority}/{reference}", () => Results.Text("""{"alerts":[],"next":[]}""", "application/json"));
            _scheduler.MapGet("/v1/alerts/summary", () => Results.Text(
                """{"since":"2026-05-18T12:30:00Z","lastSweepSecondsAgo":40,"alerts":{}}""", "application/json"));
            await _scheduler.StartAsync();
            _broker = await TestVirtualHost.CreateAsync();
            _reporting = await RunningReporting.StartAsync(_broker.Uri, "Production", host =>
            {
                host.UseSetting("Ehcp:SignIn:Issuer", _issuer.Address.AbsoluteUri);
                host.UseSetting("Ehcp:SignIn:ClientId", OpenIdIssuer.ClientId);
                host.UseSetting("Ehcp:SignIn:ClientSecret", OpenIdIssuer.ClientSecret);
                host.UseSetting("Ehcp:Scheduler:Url", _scheduler.Urls.Single());
                host.UseSetting("Ehcp:Scheduler:Key", "key-of-the-pages");
                Keys = host.UseWalkKeys(Dudley, "*");
            });
            _reporting.Clock.AdjustTime(TimeProvider.System.GetUtcNow()); // the issuer's clock is real
            await _reporting.KnowsAsync(OfTeam("NORTH", Birmingham, "North"), OfTeam("SOUTH", Birmingham, "South"), OfTeam("NOBODYS", Birmingham, null),
                OfTeam("DUDLEYS", Dudley, "North"));
            await _reporting.IntakeTellsAsync(_reporting.Clock.GetUtcNow()); // so that an edition and a report can be made
            using var anybody = Key(null);
            Walk = await RouteWalk.ReadAsync(
                anybody, _reporting.Services.GetRequiredService<EndpointDataSource>().Endpoints,
                new Dictionary<string, string[]>
                {
                    ["authority"] = [Birmingham, Dudley, "330"],
                    ["caseReference"] = [.. All.Select(secret => secret.Reference)],
                    ["team"] = ["South", "North"],
                    ["from"] = ["2026-01-01T00:00:00Z", "2026-01-01"],
                    ["basis"] = ["requests-received"],
                    ["list"] = ["open", "overdue", "plans"],
                    ["format"] = ["json", "csv", "zip", "xml", "manifest"],
                    ["groupBy"] = ["team", "authority"],
                    ["year"] = [$"{TimeProvider.System.GetUtcNow().Year + 1}"],
                    ["oldest"] = ["1"],
                    ["month"] = ["2026-04-01"],
                    ["number"] = ["1"],
                    ["every"] = ["month"],
                    ["id"] = ["1", "2", "3"],
                    ["queue"] = ["reporting.case-timelines-changed"],
                    ["key"] = [TestKit.Walks.WalkKeys.All, "nothing"],
                    ["documentName"] = ["v1"],
                    ["check"] = ["waiting-long"],
                    ["limit"] = ["100"],
                },
                new Dictionary<string, string[]>
                {
                    ["POST /v1/keys"] = ["""{ "name": "of-the-walk", "scopes": ["operate"] }"""],
                    ["POST /v1/keys/{key}/rotate"] = ["""{ "graceDays": 1 }"""],
                    ["POST /keys"] = ["application/x-www-form-urlencoded|name=of-the-page&scopes=operate"],
                    ["POST /keys/{key}/rotate"] = ["application/x-www-form-urlencoded|grace=1"],
                    ["POST /keys/{key}/revoke"] = ["application/x-www-form-urlencoded|sure=yes"],
                    ["POST /v1/reconciliations"] =
                        ["text/csv|Case reference,Plan due\nNOBODY-HAS-IT,05/01/2026\n"], // so every case of ours is told as one that it lacks
                    ["POST /v1/reconciliations/{number}/marks"] = ["""{ "differences": [1], "mark": "agreed" }"""],
                    ["POST /v1/what-if"] =
                    [
                        .. from secret in All
                           from authority in new[] { Birmingham, Dudley }
                           select new JsonObject { ["authority"] = authority, ["cases"] = new JsonArray(secret.Reference) }.ToJsonString(),
                        new JsonObject { ["authority"] = Birmingham, ["oldest"] = 1 }.ToJsonString(),
                    ],
                });
        }

        public async ValueTask DisposeAsync()
        {
            await _reporting.StopAsync();
            await _broker.DisposeAsync();
            await _scheduler.DisposeAsync();
            await _issuer.DisposeAsync();
        }

        internal HttpClient Key(string? key)
        {
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = _reporting.ClientOptions.BaseAddress,
            };
            if (key is not null)
            {
                client.DefaultRequestHeaders.Add("X-Api-Key", key);
            }

            return client;
        }

        internal Task<HttpClient> PersonAsync(string person) => SignedIn.AsAsync(person, _reporting.ClientOptions.BaseAddress);

        private static CaseSnapshot OfTeam(string name, string authority, string? team)
        {
            var (lower, received) = (name.ToLowerInvariant(), TimeProvider.System.GetUtcNow().AddDays(-200));
            var day = DateOnly.FromDateTime(received.UtcDateTime);
            return new(
                authority, $"{name}-1", new("2026.1", 1), [new($"source-of-{lower}", $"event-of-{lower}", received, received, new RequestReceived(day))], [],
                [new($"request-of-{lower}", received, ReceivedOn: day, ReceivedOnUsable: true) { Team = team }], [])
            {
                Team = team,
            };
        }
    }
}
