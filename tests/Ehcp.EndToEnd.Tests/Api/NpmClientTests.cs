using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;

namespace Ehcp.EndToEnd.Tests.Api;

/// <summary>The client for npm, compiled and run by Node with real services behind it.</summary>
[Collection<DescribedDeployment>]
public sealed class NpmClientTests(Deployment deployment)
{
    private static readonly NodeTool Npm = new("Api", "Npm");

    // What a door does, and what the client makes of it, in so many attempts.
    private static readonly (string Fault, string Told, int Attempts)[] Faults =
    [
        ("503", "accepted", 2),
        ("429", "accepted", 2),
        ("cut before", "accepted", 2),
        ("cut after", "duplicate", 2),
        ("late", "duplicate", 2),
        ("unknown key", "not sent: 401 urn:ehcp:key-missing-or-unknown", 1),
        ("always 503", "not sent: 503", 4),
        ("a pause that is too long", "not sent: 429", 1),
        ("stopped", "AbortError", 1),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_does_the_walk_and_sends_again_what_got_no_answer()
    {
        var attempts = new ConcurrentDictionary<string, int>();
        var doors = new Dictionary<string, DoorBetween>();
        try
        {
            foreach (var (fault, _, _) in Faults)
            {
                doors[fault] = await DoorBetween.StartAsync(deployment.Intake.Url, Wrong(fault, attempts));
            }

            await Npm.RunAsync(new Dictionary<string, string>(), "node_modules/typescript/bin/tsc", "--project", "tsconfig.test.json");
            var told = JsonNode.Parse(await Npm.RunAsync(
                new Dictionary<string, string>
                {
                    ["INTAKE_URL"] = Address(deployment.Intake),
                    ["SCHEDULER_URL"] = Address(deployment.Scheduler),
                    ["REPORTING_URL"] = Address(deployment.Reporting),
                    ["INTAKE_KEY"] = Deployment.IntakeKey,
                    ["STAFF_KEY"] = Deployment.StaffKey,
                    ["REPORTING_KEY"] = Deployment.ReportingKey,
                    ["DOORS"] = JsonSerializer.Serialize(doors.ToDictionary(door => door.Key, door => door.Value.Address.ToString())),
                },
                "compiled/test/walk.js"))!;

            Assert.Equal(("accepted", "duplicate", "conflict"), ((string?)told["first"], (string?)told["again"], (string?)told["conflict"]));
            Assert.Equal("""["accepted","accepted","too-early"]""", told["batch"]!.ToJsonString());
            Assert.Equal(("too-early", "/data/receivedOn"), ((string?)told["refused"]![0]!["rule"], (string?)told["refused"]![0]!["pointer"]));
            Assert.Equal(TimeProvider.System.LondonToday.AddDays(-5).ToString("O", null), (string?)told["lastDay"]);
            Assert.True((bool)told["hasPlans"]!);
            Assert.Equal(Faults.Select(fault => (fault.Fault, fault.Told, fault.Attempts)), Faults.Select(fault =>
                (fault.Fault, (string?)told["faults"]![fault.Fault] ?? "", attempts.GetValueOrDefault(fault.Fault))));
            Assert.Equal((2_500, """["NPM-4.1234 too-early"]"""), ((int)told["inOrder"]!, told["notTaken"]!.ToJsonString()));
            Assert.Equal(2_499L, await deployment.ReadAsync<long>("Intake", "select count(*) from ledger where id like 'NPM-4.%'"));
            Assert.Equal(5L, await deployment.ReadAsync<long>("Intake", "select count(*) from ledger where id like 'NPM-3.%'"));
        }
        finally
        {
            foreach (var door in doors.Values)
            {
                await door.DisposeAsync();
            }
        }
    }

    private static DoorBetween.Change Wrong(string fault, ConcurrentDictionary<string, int> attempts) => async (request, service) =>
    {
        var isFirst = attempts.AddOrUpdate(fault, 1, (_, before) => before + 1) == 1;
        switch (fault)
        {
            case "503" when isFirst:
                return Answer(503, "0");
            case "429" when isFirst:
                return Answer(429, "1");
            case "always 503":
                return Answer(503, "0");
            case "a pause that is too long":
                return Answer(429, "3600");
            case "stopped":
                return Answer(503, "2");
            case "cut before" when isFirst:
                return null;
            case "cut after" when isFirst:
                await service(request);
                return null;
            case "late" when isFirst:
                await service(request);
                await Until.TrueAsync(() => attempts[fault] > 1, cancellationToken: Stop);
                return null;
            default:
                return await service(request);
        }
    };

    private static PassedAnswer Answer(int status, string retryAfter) => new(status, "", new Dictionary<string, string> { ["Retry-After"] = retryAfter });

    private static string Address(ServiceProcess service) => service.Url.GetLeftPart(UriPartial.Authority);
}
