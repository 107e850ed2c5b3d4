using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests.Reorganisations;

/// <summary>A county that is split today, over all three services: by a list of authorities in a file, which the services read without a restart.</summary>
public sealed class VestingDayTests(VestingDayTests.County county, ITestOutputHelper output) : IClassFixture<VestingDayTests.County>
{
    private const string Old = "E10009991";
    private const string East = "E06009992";
    private const string West = "E06009993";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Today = LondonCalendar.DayOf(Now);

    [Fact]
    public Task Twenty_open_cases_pass_on_and_the_figures_of_all_three_councils_add_up() => PassAsync(20, 4);

    /// <summary>Asked for by name: <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public Task Ten_thousand_open_cases_pass_on() => PassAsync(10_000, 100);

    private async Task PassAsync(int open, int done)
    {
        county.Publish(ends: null);
        await KnownEverywhereAsync(Old);
        await SendAsync(Enumerable.Range(1, open).SelectMany(number => (JsonObject[])
        [
            Of(Old, $"r-{number}", Reference(number), "request-received", ("receivedOn", Date(Today.AddDays(-100)))),
            Of(Old, $"d-{number}", Reference(number), "assessment-decided", ("decision", "assess"), ("notifiedOn", Date(Today.AddDays(-70)))),
            Of(Old, $"a-{number}", Reference(number), "case-assigned", ("caseOfficer", "officer@example.org"), ("team", "North")),
        ]));
        await SendAsync(Enumerable.Range(1, done).SelectMany(number => (JsonObject[])
        [
            Of(Old, $"rd-{number}", $"DONE-{number}", "request-received", ("receivedOn", Date(Today.AddDays(-100)))),
            Of(Old, $"pd-{number}", $"DONE-{number}", "final-plan-sent", ("sentOn", Date(Today.AddDays(-10)))),
        ]));
        var patience = TimeSpan.FromSeconds(180);
        await UntilAsync(() => county.Doors.CaseloadAsync($"authority={Old}"), load => (int)load["open"]! == open, patience);
        await UntilAsync(() => county.Doors.RatesAsync($"authority={Old}"), rates => (int)rates["rows"]![0]!["plansIssued"]! == done, patience);
        var before = await FiguresAsync();

        // Yesterday was the last day: the file says so, and who takes over.
        county.Publish(Today.AddDays(-1));
        await KnownEverywhereAsync(East);
        var (status, refused) = await county.Doors.SendAsync(Of(Old, "late", "LATE", "request-received", ("receivedOn", Date(Today))));
        Assert.Equal(422, status);
        Assert.Contains("Send it for Eastshire (992) or Westshire (993).", refused!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(422, (await county.Doors.SendAsync(Of(East, "early", "EARLY", "request-received", ("receivedOn", Date(Today.AddDays(-1)))))).Status);

        var body = new
        {
            authority = "991",
            rest = "992",
            cases = Enumerable.Range(1, open).Where(number => number % 10 < 3).Select(number => new
            {
                caseReference = Reference(number),
                successor = "993",
                successorReference = $"W-{number}",
            }),
        };
        var tried = await county.Doors.ReorganiseAsync(body, dryRun: true);
        var asked = TimeProvider.System.GetTimestamp();
        var answer = await county.Doors.ReorganiseAsync(body, dryRun: false);
        output.WriteLine($"{open + done} events sent in {TimeProvider.System.GetElapsedTime(asked).TotalSeconds:F1} s");
        Assert.Equal(open + done, (int)answer["sent"]!); // a plan is to be reviewed: its case goes too, and its request stays where it was answered
        Assert.Equal(tried["cases"]!.ToJsonString(), answer["cases"]!.ToJsonString());
        var west = Enumerable.Range(1, open).Count(number => number % 10 < 3);
        await UntilAsync(() => county.Doors.CaseloadAsync($"authority={West}"), load => (int)load["open"]! == west, patience);
        await UntilAsync(() => county.Doors.CaseloadAsync($"authority={East}"), load => (int)load["open"]! == open - west, patience);
        await UntilAsync(() => county.Doors.CaseloadAsync($"authority={Old}"), load => (int)load["open"]! == 0, patience);
        output.WriteLine($"{open} cases passed on, in the figures of each council, after {TimeProvider.System.GetElapsedTime(asked).TotalSeconds:F1} s");

        // What was done counts where it was done; what is open went; nothing is there twice or nowhere.
        var after = await FiguresAsync();
        Assert.Equal(before.Plans, after.Plans);
        Assert.Equal(before.Decisions, after.Decisions);
        Assert.Equal([$"{Old} {open + done}"], before.Requests);
        Assert.Equal(
            new[] { $"{Old} {done}", $"{East} {open - west}", $"{West} {west}" }.Order(StringComparer.Ordinal), after.Requests);
        Assert.Equal(open + done, await county.ReadAsync<long>("Scheduler", "select count(*) from case_timeline where not elsewhere"));

        // The old reference finds the case, and a plan that is sent today under either code is of the one that holds it.
        var old = await county.Doors.CaseAsync("991", Reference(1));
        Assert.Equal((West, "W-1"), ((string?)old!["passedTo"]!["authority"], (string?)old["passedTo"]!["caseReference"]));
        Assert.Equal(202, (await county.Doors.SendAsync(Of(West, "plan", "W-1", "final-plan-sent", ("sentOn", Date(Today))))).Status);
        Assert.Equal(202, (await county.Doors.SendAsync(Of(Old, "told-late", Reference(2), "final-plan-sent", ("sentOn", Date(Today.AddDays(-1)))))).Status);
        await UntilAsync(() => county.Doors.RatesAsync($"authority={West}"), rates => (int)rates["rows"]![0]!["plansIssued"]! == 1);
        await UntilAsync(() => county.Doors.RatesAsync($"authority={Old}"), rates => (int)rates["rows"]![0]!["plansIssued"]! == done + 1);

        var again = await county.Doors.ReorganiseAsync(body, dryRun: false);
        Assert.Equal((0, 0), (again["cases"]!.AsArray().Count, (int)again["sent"]!));

        // By the command: the case that began too late to be on the list, from a file.
        Assert.Equal(202, (await county.Doors.SendAsync(Of(Old, "last", "LAST", "request-received", ("receivedOn", Date(Today.AddDays(-1)))))).Status);
        await UntilAsync(() => county.Doors.CaseAsync("991", "LAST"), known => known["facts"]!.AsArray().Count == 1);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "case_reference,successor,successor_reference\nLAST,993,W-LAST\n", TestContext.Current.CancellationToken);
        Assert.Equal(2, await county.Scheduler.RunAsync("reorganise", "330"));
        Assert.Equal(1, await county.Scheduler.RunAsync("reorganise", "991"));
        Assert.Contains("LAST,,,not-named", county.Scheduler.Log, StringComparison.Ordinal);
        Assert.Equal(0, await county.Scheduler.RunAsync("reorganise", "991", file));
        Assert.Null((await county.Doors.CaseAsync("991", "LAST"))!["passedTo"]);
        Assert.Equal(0, await county.Scheduler.RunAsync("reorganise", "991", file, "--dry-run=false"));
        Assert.Contains($"LAST,{West},W-LAST,", county.Scheduler.Log, StringComparison.Ordinal);
        await UntilAsync(() => county.Doors.CaseAsync("993", "W-LAST"), known => known["cameFrom"] is not null);
        File.Delete(file);
        Assert.Equal(0L, await county.ReadAsync<long>("Scheduler", $"select count(*) from alert where authority = '{Old}' and case_reference like 'OPEN-%'"));
        var known = TimeProvider.System.GetUtcNow();
        await UntilAsync(() => county.Doors.RatesAsync(""), rates => rates["knownTo"] is { } to && (DateTimeOffset)to > known, TimeSpan.FromSeconds(150));
    }

    private async Task<(List<string> Plans, List<string> Decisions, List<string> Requests)> FiguresAsync() =>
        (await ByAuthorityAsync("basis=plans-issued", "plansIssued"), await ByAuthorityAsync("basis=decisions-to-assess", "decisions"),
            await ByAuthorityAsync("basis=requests-received", "requests"));

    private async Task<List<string>> ByAuthorityAsync(string query, string field)
    {
        var rows = (await county.Doors.RatesAsync("groupBy=authority&" + query))!["rows"]!.AsArray().Where(row => (int)row![field]! > 0).ToList();
        var all = (await county.Doors.RatesAsync(query))!["rows"]!.AsArray().Sum(row => (int)row![field]!);
        Assert.Equal(all, rows.Sum(row => (int)row![field]!));
        return [.. rows.Select(row => $"{row!["group"]} {row[field]}").Order(StringComparer.Ordinal)];
    }

    private async Task SendAsync(IEnumerable<JsonObject> events)
    {
        foreach (var set in events.Chunk(1_000))
        {
            var (status, answers) = await county.Doors.SendAsync(new JsonArray([.. set]));
            Assert.Equal(200, status);
            Assert.All(answers!.AsArray(), one => Assert.Equal("accepted", (string?)one!["status"]));
        }
    }

    private async Task KnownEverywhereAsync(string code)
    {
        foreach (var service in new[] { county.Intake, county.Scheduler, county.Reporting })
        {
            await UntilAsync(
                () => county.Doors.AuthoritiesAsync(service.Url),
                list => list["authorities"]!.AsArray().Any(one => (string?)one!["code"] == code && (code != Old || one["to"] is null)));
        }
    }

    private static JsonObject Of(string authority, string id, string reference, string type, params (string Name, JsonNode Value)[] data) =>
        Event(id, reference, type, Now.AddHours(-1), [("authority", authority), .. data]);

    private static string Reference(int number) => $"OPEN-{number}";

    private static string Date(DateOnly day) => $"{day:yyyy-MM-dd}";

    /// <summary>A deployment that reads its authorities from a file every ten seconds.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "A fixture of this test alone.")]
    public sealed class County : Deployment
    {
        private readonly string _file = Path.GetTempFileName();

        protected override IEnumerable<(string Name, string Value)> More =>
            [("Ehcp__Authorities__Source", _file), ("Ehcp__Authorities__Every", "00:00:10")];

        public override async ValueTask InitializeAsync()
        {
            Publish(ends: null);
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            File.Delete(_file);
        }

        /// <summary>The list of the build, with a county that nobody else has.</summary>
        /// <param name="ends">Its last day; null while it has none.</param>
        internal void Publish(DateOnly? ends)
        {
            using var shipped = typeof(AuthorityList).Assembly.GetManifestResourceStream("LocalAuthoritiesEngland.csv")!;
            using var reader = new StreamReader(shipped);
            File.WriteAllText(_file, reader.ReadToEnd() + (ends is not { } last ? $"991,Oldshire,,,{Old},\n" : $"""
                991,Oldshire,,{Date(last)},{Old},992:0.7 993:0.3
                992,Eastshire,{Date(last.AddDays(1))},,{East},
                993,Westshire,{Date(last.AddDays(1))},,{West},

                """.ReplaceLineEndings("\n")));
        }
    }
}
