using System.Text.Json.Nodes;
using Ehcp.Intake.Counting;
using Ehcp.TestKit;
using Ehcp.TestKit.Walks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Intake.Tests.Walks;

/// <summary>Every route as every kind of key: nobody is told of the events of a source that is not theirs.</summary>
public sealed class WalkTests(WalkTests.TwoSources sources) : IClassFixture<WalkTests.TwoSources>
{
    private static readonly Secret Theirs = new("their-refused-event", "their-source", "THEIR-VANISHED");
    private static readonly Secret Others = new("others-refused-event", "others-source", "OTHERS-VANISHED");

    [Fact]
    public async Task Who_may_do_everything_sees_everything_on_the_walk()
    {
        using var all = sources.Intake.Caller(WalkKeys.All);

        Assert.Empty(await sources.Walk.SeesEverythingAsync(
            all, [Theirs, Others],
            "POST /v1/errors/{queue}/replay", // Intake has no queue of its own
            "POST /imports")); // the page; the form is read part by part
    }

    [Fact]
    public async Task Every_list_goes_on_to_its_end_and_every_file_is_whole()
    {
        using var all = sources.Intake.Caller(WalkKeys.All);
        var walk = new ListWalk(all, new Dictionary<string, string> { ["id"] = sources.LastImport })
        {
            // Newest first: what comes in between two pages stands before the first.
            BetweenAsync = async id =>
            {
                if (id == "ListRejections")
                {
                    var refused = Given.ARequest("2014-01-01").With("id", "came-later").With("source", "later-source");
                    await sources.Intake.SendAsync(refused.ToJsonString(), "application/cloudevents+json", WalkKeys.All);
                }
            },
            Short = new HashSet<string> { "ListParked", "ListImportErrors", "ListVanishedRows" }, // one row vanished, none was wrong, no message is parked
        };

        Assert.Equal("", string.Join('\n', await walk.WrongAsync()));
    }

    [Fact]
    public async Task No_key_is_shown_what_is_not_its_own()
    {
        var leaks = new List<string>();
        foreach (var key in sources.Intake.WalkKeys.Append(null))
        {
            using var caller = sources.Intake.Caller(key);
            leaks.AddRange(
                await sources.Walk.LeaksAsync(key ?? "nobody", caller, key is null or "walk-unknown" or "walk-nothing" ? [Theirs, Others] : [Others]));
        }

        Assert.Empty(leaks);
    }

    /// <summary>Refused events of two sources.</summary>
    public sealed class TwoSources : IAsyncLifetime
    {
        internal RunningIntake Intake { get; } = new();

        internal RouteWalk Walk { get; private set; } = null!;

        private Dictionary<string, string> Imports { get; } = new() { ["their"] = Guid.NewGuid().ToString(), ["others"] = Guid.NewGuid().ToString() };

        private string _last = "";

        internal string LastImport => _last;

        public async ValueTask InitializeAsync()
        {
            await Intake.InitializeAsync();
            foreach (var name in new[] { "their", "others" })
            {
                var refused = Given.ARequest("2014-01-01").With("id", $"{name}-refused-event").With("source", $"{name}-source");
                await Intake.SendAsync(refused.ToJsonString(), "application/cloudevents+json", TestKit.Walks.WalkKeys.All);
                await ImportAsync(name, Imports[name], $"{name.ToUpperInvariant()}-STAYS", $"{name.ToUpperInvariant()}-VANISHED");
                await ImportAsync(name, Guid.NewGuid().ToString(), $"{name.ToUpperInvariant()}-STAYS");
                Imports[name] = _last;
            }

            // Written down, so that there is an access to ask for whichever test comes first.
            using (var all = Intake.Caller(TestKit.Walks.WalkKeys.All))
            using (var vanished = await all.GetAsync(new Uri($"/v1/imports/{_last}/vanished", UriKind.Relative), TestContext.Current.CancellationToken))
            {
                vanished.EnsureSuccessStatusCode();
            }

            var numbers = (await Intake.Database.RowsAsync("select number from rejection")).Select(row => row.Trim('(', ')')).ToArray();
            await Intake.Services.GetRequiredService<AddUpCounts>().RunAsync(TestContext.Current.CancellationToken);
            var form = "application/x-www-form-urlencoded|type=ehcp.request-received.v1&id=of-the-page&source=their-source&subject=E-1"
                + "&time=2026-07-01T09:30:00Z&data.authority=E08000025&data.receivedOn=2026-07-01";

            using var anybody = Intake.Caller(null);
            Walk = await RouteWalk.ReadAsync(
                anybody, Intake.Services.GetRequiredService<EndpointDataSource>().Endpoints,
                new Dictionary<string, string[]>
                {
                    ["source"] = ["their-source", "others-source"],
                    ["id"] = ["their-refused-event", "others-refused-event", "1", .. Imports.Values],
                    ["name"] = ["their-mapping", "others-mapping", "sen2-requests"],
                    ["mapping"] = ["their-mapping", "others-mapping"],
                    ["type"] = ["ehcp.request-received.v1"],
                    ["key"] = [TestKit.Walks.WalkKeys.All, "nothing"],
                    ["queue"] = ["intake.nothing"],
                    ["documentName"] = ["v1"],
                    ["limit"] = ["100"],
                    ["number"] = [.. numbers],
                    ["state"] = ["open", "replaced"],
                },
                new Dictionary<string, string[]>
                {
                    ["POST /v1/events"] =
                    [
                        // A refused event is told to the key that sent it, so these are of sources that nobody else has sent for.
                        .. from name in new[] { "their", "a-third" }
                           select "application/cloudevents+json|" + Given.ARequest().With("id", $"{name}-event").With("source", $"{name}-source")
                               .ToJsonString(),
                    ],
                    ["POST /v1/imports"] = ["text/csv|Ref,Day\nTHEIR-OTHER,2026-07-01\n"],
                    ["POST /v1/imports/suggest"] = ["text/csv|Ref,Date received\n"],
                    ["PUT /v1/mappings/{name}"] = [MappingOf("their")],
                    ["POST /v1/keys"] = ["""{ "name": "of-the-walk", "scopes": ["operate"] }"""],
                    ["POST /v1/keys/{key}/rotate"] = ["""{ "graceDays": 1 }"""],
                    ["POST /keys"] = ["application/x-www-form-urlencoded|name=of-the-page&scopes=operate"],
                    ["POST /keys/{key}/rotate"] = ["application/x-www-form-urlencoded|grace=1"],
                    ["POST /keys/{key}/revoke"] = ["application/x-www-form-urlencoded|sure=yes"],
                    ["POST /v1/outbox/unpark"] = ["[999999]"],
                    ["POST /v1/outbox/skip"] = ["[999999]"],
                    ["POST /v1/rejections/set-aside"] =
                    [
                        """{"reason":"a-test","source":"their-source"}""", """{"reason":"a-test","source":"others-source"}""",
                        $$"""{"reason":"a-test","numbers":[{{string.Join(',', numbers)}}]}""",
                    ],
                    ["POST /tray/{number}"] = [form],
                    ["POST /tray/{number}/set-aside"] = ["application/x-www-form-urlencoded|reason=a-test"],
                    ["POST /tray/set-aside"] = ["application/x-www-form-urlencoded|reason=a-test&source=their-source&rule=none&upTo=1"],
                },
                new Dictionary<string,
                    string[]>
                { ["GET /v1/events"] = ["?source=their-source&id=their-refused-event", "?source=others-source&id=others-refused-event"] });
        }

        // The source of the authority that the bounded keys have, and one of another authority.
        private static string MappingOf(string name) => new JsonObject
        {
            ["name"] = $"{name}-mapping",
            ["source"] = $"{name}-source",
            ["authority"] = new JsonObject { ["constant"] = name == "their" ? "E08000025" : "E08000012" },
            ["caseReference"] = new JsonObject { ["column"] = "Ref" },
            ["facts"] = new JsonArray(new JsonObject
            {
                ["type"] = "request-received",
                ["data"] = new JsonObject { ["receivedOn"] = new JsonObject { ["column"] = "Day" } },
            }),
        }.ToJsonString();

        private async Task ImportAsync(string name, string id, params string[] references)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(MappingOf(name)), "mapping" },
                { new StringContent("Ref,Day\n" + string.Concat(references.Select(reference => $"{reference},2026-07-01\n"))), "file" },
            };
            using var all = Intake.Caller(TestKit.Walks.WalkKeys.All);
            using var answer = await all.PostAsync(new Uri($"/v1/imports?id={id}", UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            _last = id;
        }

        public ValueTask DisposeAsync() => Intake.DisposeAsync();
    }
}
