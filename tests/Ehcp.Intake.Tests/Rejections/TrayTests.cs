using System.Text.Json.Nodes;
using Ehcp.TestKit;

namespace Ehcp.Intake.Tests.Rejections;

public sealed class TrayTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    private const string Structured = "application/cloudevents+json";
    private const string Child = "JaneMarySmith";

    [Fact]
    public async Task A_refused_value_is_found_nowhere_in_answer_database_or_log()
    {
        var full = Given.AnEvent("case-assigned", AnyEvent.Data("case-assigned"));
        JsonObject[] refused =
        [
            full.With("id", Child + " 1"), full.With("source", Child + " 2"), full.With("type", Child), full.With("subject", Child + " 3"),
            full.With("time", Child), full.With("datacontenttype", Child), full.With("dataschema", Child + " 4"), full.With("traceparent", Child),
            full.With("tracestate", Child + " 5"), full.With("correlationid", Child + " 6"), full.With("childname", Child), full.With(Child + " 7", "x"),
            full.With("data_base64", Child), full.With("data", Child), full.WithData("authority", Child), full.WithData("team", Child + "@"),
            full.WithData("caseOfficer", Child), full.WithData("childName", Child), full.WithData(Child + " born 2015-01-02", "x"),
            Given.AnEvent("exemption-claimed", AnyEvent.Data("exemption-claimed")).WithData("milestones", new JsonArray(Child)),
            Given.ARequest().WithData("route", Child), Given.ARequest().WithData("receivedOn", Child), Given.ARequest().WithData("requestId", Child + " 8"),
        ];

        var before = await intake.Database.CountAsync("rejection");
        var answers = new List<Answer> { await intake.SendBatchAsync(refused), await intake.SendAsync("{\"" + Child, Structured) };
        foreach (var one in refused)
        {
            var answer = await intake.SendAsync(one);
            Assert.InRange(answer.Status, 400, 422);
            answers.Add(answer);
        }

        answers.Add(await intake.GetAsync("/v1/rejections?limit=500"));
        Assert.DoesNotContain(answers, answer => answer.Text.Contains(Child, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Child, await intake.EverythingStoredAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, intake.Log.Count(Child));
        Assert.Equal(before + 2 * refused.Length + 1, await intake.Database.CountAsync("rejection"));
    }

    [Fact]
    public async Task The_tray_lists_refused_events_of_the_keys_own_sources_page_by_page()
    {
        var (mine, other) = (Given.ARequest("2026-13-01"), Given.ARequest("2026-13-01").With("source", "one"));
        await intake.SendAsync(other.ToJsonString(), Structured);
        await intake.SendAsync(mine.ToJsonString(), Structured);
        await intake.SendAsync("{", Structured, RunningIntake.SynergyKey);

        var page = (await intake.GetAsync("/v1/rejections?limit=1", RunningIntake.SynergyKey)).Json;
        Assert.Equal("""[{"pointer":"","rule":"json"}]""", page["rejections"]![0]!["errors"]!.ToJsonString());
        Assert.Null(page["rejections"]![0]!["source"]);

        var next = (await intake.GetAsync($"/v1/rejections?limit=1&before={page["next"]}", RunningIntake.SynergyKey)).Json;
        var found = next["rejections"]![0]!;
        Assert.Equal(((string?)mine["id"], "synergy", "ehcp.request-received.v1"), ((string?)found["id"], (string?)found["source"], (string?)found["type"]));
        Assert.Equal("""[{"pointer":"/data/receivedOn","rule":"date"}]""", found["errors"]!.ToJsonString());
        Assert.DoesNotContain(
            (string)other["id"]!, (await intake.GetAsync("/v1/rejections", RunningIntake.SynergyKey)).Text, StringComparison.Ordinal);
        Assert.Contains((string)other["id"]!, (await intake.GetAsync("/v1/rejections?source=one")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/rejections?limit=0", 400)]
    [InlineData("/v1/rejections?limit=501", 400)]
    [InlineData("/v1/rejections?source=one", 403)]
    [InlineData("/v1/events?source=one&id=1", 403)]
    [InlineData("/v1/events?source=synergy", 400)]
    [InlineData("/v1/events?id=1", 400)]
    [InlineData("/v1/events?source=synergy&id=never-sent", 404)]
    public async Task A_question_out_of_bounds_is_refused(string address, int status)
    {
        var answer = await intake.GetAsync(address, RunningIntake.SynergyKey);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
    }

    [Fact]
    public async Task One_can_ask_what_became_of_an_event()
    {
        var one = Given.ARequest();
        var address = $"/v1/events?source=synergy&id={one["id"]}";

        await intake.SendAsync(one.WithData("receivedOn", "soon"));
        var rejected = (await intake.GetAsync(address, RunningIntake.SynergyKey)).Json;
        Assert.Equal(("rejected", 1), ((string?)rejected["status"], rejected["rejections"]!.AsArray().Count));

        var sequence = (await intake.SendAsync(one)).Sequence;
        await intake.SendAsync(one.WithData("receivedOn", "2026-06-01"));
        var accepted = (await intake.GetAsync(address, RunningIntake.SynergyKey)).Json;
        Assert.Equal(("accepted", sequence), ((string?)accepted["status"], (long)accepted["sequence"]!));
        Assert.Equal("conflict", (string?)accepted["rejections"]![0]!["errors"]![0]!["rule"]);
    }
}
