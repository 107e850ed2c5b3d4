using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Hosting.Keys;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Tests.Events;

public sealed class RightsTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private const string Structured = "application/cloudevents+json";

    [Theory]
    [InlineData(null, 401)]
    [InlineData("no-such-key", 401)]
    [InlineData(RunningIntake.ReaderKey, 403)]
    [InlineData(RunningIntake.SynergyKey, 202)]
    public async Task Sending_needs_a_key_of_that_scope(string? key, int status)
    {
        var answer = await intake.SendAsync(Encoding.UTF8.GetBytes(Given.ARequest().ToJsonString()), Structured, key);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 202 ? "application/json" : "application/problem+json", answer.MediaType);
    }

    [Theory]
    [InlineData("synergy", "330", 202, null)]
    [InlineData("other", "E08000025", 403, "source-not-allowed /source")]
    [InlineData("synergy", "E08000035", 403, "authority-not-allowed /data/authority")]
    public async Task A_key_sends_for_its_own_sources_and_authorities(string source, string authority, int status, string? error)
    {
        var answer = await intake.SendAsync(Given.ARequest().With("source", source).WithData("authority", authority)
            .ToJsonString(), Structured, RunningIntake.SynergyKey);

        Assert.Equal(status, answer.Status);
        Assert.Equal(error is null ? [] : [error], answer.Errors);
        Assert.Equal(status == 403 ? "urn:ehcp:sender-not-allowed" : null, answer.Type);
    }

    [Fact]
    public async Task In_a_batch_what_a_key_may_not_send_is_rejected_and_the_rest_is_taken()
    {
        JsonObject[] batch = [Given.ARequest(), Given.ARequest().With("source", "other"), Given.ARequest()
            .WithData("authority", "E08000035"), Given.ARequest()];

        var answer = await intake.SendAsync($"[{string.Join(',', batch.Select(one => one.ToJsonString()))}]", "application/cloudevents-batch+json",
            RunningIntake.SynergyKey);

        Assert.Equal(["accepted", "rejected", "rejected", "accepted"], ((JsonArray)answer.Json).Select(receipt => (string)receipt!["status"]!));
    }

    [Theory]
    [InlineData(RunningIntake.SynergyKey, null, 202)] // its own
    [InlineData(RunningIntake.SynergyKey, "synergy", 202)]
    [InlineData(RunningIntake.SynergyKey, "other", 403)]
    [InlineData(RunningIntake.SynergyKey, "Synergy", 403)]
    [InlineData(RunningIntake.AnyKey, "other", 202)]
    public async Task A_key_takes_back_only_what_it_may_send(string key, string? retractedSource, int status)
    {
        var retraction = ARetraction(retractedSource);
        string[] errors = status == 403 ? ["source-not-allowed /data/retractedSource"] : [];

        var one = await intake.SendAsync(retraction.ToJsonString(), Structured, key);
        var binary = await intake.SendAsync(
            Encoding.UTF8.GetBytes(retraction["data"]!.ToJsonString()), "application/json", key,
            retraction.Where(attribute => attribute.Key != "data").Select(attribute => ("ce-" + attribute.Key, (string)attribute.Value!)));
        var batch = await intake.SendAsync($"[{Given.ARequest().ToJsonString()},{retraction.ToJsonString()}]", "application/cloudevents-batch+json", key);

        Assert.Equal((status, status), (one.Status, binary.Status));
        Assert.Equal(errors, one.Errors);
        Assert.Equal(errors, binary.Errors);
        Assert.Equal(["accepted", status == 403 ? "rejected" : "duplicate"], ((JsonArray)batch.Json).Select(receipt => (string)receipt!["status"]!));
    }

    // Of two grants none widens the other.
    [Theory]
    [InlineData("synergy", "E08000025", "")]
    [InlineData("capita", "E08000035", "")]
    [InlineData("synergy", "E08000035", "authority-not-allowed /data/authority")]
    [InlineData("capita", "E08000025", "authority-not-allowed /data/authority")]
    [InlineData("other", "E08000025", "source-not-allowed /source")]
    public void A_source_is_sent_only_for_the_authorities_of_its_own_grant(string source, string authority, string error)
    {
        var caller = new Caller(
            "key:two", "two", new Grant([Scopes.SendEvents], ["E08000025"], sources: ["synergy"]),
            new Grant([Scopes.SendEvents], ["E08000035"], sources: ["capita"]));
        var read = new EventReader(RunningIntake.Now).ReadStructured(
            Encoding.UTF8.GetBytes(Given.ARequest().With("source", source).WithData("authority", authority).ToJsonString()),
            ContentMode.Structured);

        var judged = new SenderRights(caller.Principal("test")).Check(read);

        Assert.Equal(error, string.Join(", ", judged.Errors.Select(broken => $"{broken.Rule} {broken.Pointer}")));
        Assert.Equal(error.Length == 0, judged.Event is not null);
    }

    private static JsonObject ARetraction(string? source) =>
        Given.AnEvent("event-retracted", new JsonObject { ["authority"] = "E08000025", ["retractedId"] = "event-1" }).WithData("retractedSource", source);

    [Theory]
    [InlineData("/v1/schemas", 200)]
    [InlineData("/v1/schemas/ehcp.request-received.v1", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/v1/events?source=synergy&id=1", 401)]
    [InlineData("/v1/rejections", 401)]
    public async Task Only_schemas_and_descriptions_are_open(string address, int status) =>
        Assert.Equal(status, (await intake.GetAsync(address, key: null)).Status);
}
