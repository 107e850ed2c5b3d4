using System.Text.Json;

namespace Ehcp.Contracts.Tests;

/// <summary>The words on the wire. A change that breaks one of these breaks messages and rows that are stored already.</summary>
public sealed class WireTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Recorded_facts_read_like_this()
    {
        var message = new FactsRecorded(
            [new(7, "synergy", "a-1", "E08000025", "C-1", At, At.AddTicks(10), new RequestReceived(new(2026, 1, 5), Route: RequestRoute.Request))]);

        Assert.Equal(
            """{"facts":[{"sequence":7,"source":"synergy","id":"a-1","authority":"E08000025","caseReference":"C-1","time":"2026-01-05T09:30:00+00:00","recordedAt":"2026-01-05T09:30:00.000001+00:00","fact":{"type":"ehcp.request-received.v1","receivedOn":"2026-01-05","route":"request"}}]}""",
            JsonSerializer.Serialize(message, ContractsJson.Options));
    }

    [Fact]
    public void A_snapshot_reads_like_this_and_back()
    {
        var snapshot = new CaseSnapshot(
            "E08000025", "C-1", new("2026.1", 2),
            [new("synergy", "a-1", At, At, new RequestReceived(new(2026, 1, 5)))],
            [new("final-plan", "1", "final-plan-2014", "request-received", new(2026, 1, 5), new(2026, 5, 25),
                Exemptions: [new("x", "absent-from-area", true, "proven")])],
            [new("1", At, ReceivedOn: new(2026, 1, 5), ReceivedOnUsable: true, AwaitedAdvice: ["health"], Team: "North", PrimaryNeed: "ASD")],
            [new("request 2", "No receipt.")],
            Team: "North", PrimaryNeed: "ASD");
        var json = JsonSerializer.Serialize(new CaseTimelinesChanged([snapshot]), ContractsJson.Options);

        Assert.Equal(
            """{"snapshots":[{"authority":"E08000025","caseReference":"C-1","version":{"rules":"2026.1","facts":2},"facts":[{"source":"synergy","id":"a-1","time":"2026-01-05T09:30:00+00:00","recordedAt":"2026-01-05T09:30:00+00:00","fact":{"type":"ehcp.request-received.v1","receivedOn":"2026-01-05"}}],"deadlines":[{"milestone":"final-plan","clock":"1","rule":"final-plan-2014","trigger":"request-received","startedOn":"2026-01-05","lastDay":"2026-05-25","exemptions":[{"exemptionId":"x","ground":"absent-from-area","disapplies":true,"standing":"proven"}]}],"history":[{"requestId":"1","knownFrom":"2026-01-05T09:30:00+00:00","receivedOn":"2026-01-05","receivedOnUsable":true,"exemptionClaimed":false,"awaitedAdvice":["health"],"awaitsSetting":false,"team":"North","primaryNeed":"ASD"}],"cannotCompute":[{"subject":"request 2","reason":"No receipt."}],"team":"North","primaryNeed":"ASD"}]}""",
            json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<CaseTimelinesChanged>(json, ContractsJson.Options), ContractsJson.Options));
    }

    [Fact]
    public void A_breach_and_its_end_read_like_this()
    {
        const string Body = """{"authority":"E08000025","caseReference":"C-1","milestone":"final-plan","clock":"1","lastDay":"2026-05-25"}""";

        Assert.Equal(Body, JsonSerializer.Serialize(new DeadlineBreached("E08000025", "C-1", "final-plan", "1", new(2026, 5, 25)), ContractsJson.Options));
        Assert.Equal(Body, JsonSerializer.Serialize(new BreachCleared("E08000025", "C-1", "final-plan", "1", new(2026, 5, 25)), ContractsJson.Options));
        Assert.Equal(
            Body[..^1] + ""","lastWorkingDay":"2026-05-22","cameFrom":{"authority":"E10000006","caseReference":"C-0"}}""",
            JsonSerializer.Serialize(
                new DeadlineBreached("E08000025", "C-1", "final-plan", "1", new(2026, 5, 25), new(2026, 5, 22), new("E10000006", "C-0")),
                ContractsJson.Options));
        Assert.Equal(
            Body[..^1] + ""","passedTo":{"authority":"E06000063","caseReference":"C-2"}}""",
            JsonSerializer.Serialize(
                new BreachCleared("E08000025", "C-1", "final-plan", "1", new(2026, 5, 25), new("E06000063", "C-2")), ContractsJson.Options));
    }

    [Fact]
    public void The_type_of_a_fact_may_stand_anywhere_and_unknown_fields_of_a_later_release_are_passed_over()
    {
        var fact = JsonSerializer.Deserialize<Fact>("""{"receivedOn":"2026-01-05","laterField":1,"type":"ehcp.request-received.v1"}""", ContractsJson.Options);

        Assert.Equal(new RequestReceived(new(2026, 1, 5)), fact);
    }

    [Theory]
    [InlineData("""{"type":"ehcp.request-received.v1"}""")]
    [InlineData("""{"type":"ehcp.request-received.v1","receivedOn":null}""")]
    [InlineData("""{"type":"ehcp.request-received.v1","receivedOn":"05/01/2026"}""")]
    [InlineData("""{"type":"ehcp.something-new.v1"}""")]
    public void A_message_that_lacks_what_it_must_hold_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Fact>(json, ContractsJson.Options));
}
