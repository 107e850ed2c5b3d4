using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using static Ehcp.EndToEnd.Tests.Deployments.PublicDoors;

namespace Ehcp.EndToEnd.Tests;

/// <summary>What the project is for, through its public doors: an event becomes a deadline, a breach e-mail and a rate.</summary>
public sealed class MainJobTests(Deployment deployment) : IClassFixture<Deployment>
{
    // A sweep begins with every minute.
    private static readonly TimeSpan TwoSweeps = TimeSpan.FromSeconds(130);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Today = LondonCalendar.DayOf(Now);

    [Fact]
    public async Task An_event_becomes_a_deadline_a_breach_email_and_a_rate()
    {
        var receivedOn = Today.AddDays(-143);
        await AcceptedAsync(
            Event("m-1", "MAIN-1", "request-received", At(-140), ("receivedOn", Date(receivedOn))),
            Event("m-2", "MAIN-1", "case-assigned", At(-139), ("caseOfficer", "officer@example.org"), ("team", "North")));

        var known = await UntilAsync(() => deployment.Doors.CaseAsync("MAIN-1"), answer => Facts(answer) == 2);
        var finalPlan = Assert.Single(known["deadlines"]!.AsArray(), deadline => (string)deadline!["milestone"]! == "final-plan")!;
        Assert.Equal(Date(receivedOn.AddDays(140)), (string)finalPlan["lastDay"]!);
        Assert.Equal("overdue", (string)finalPlan["state"]!);
        Assert.Contains("reg. 13(2)", (string)finalPlan["citation"]!, StringComparison.Ordinal);

        var mail = await deployment.Mail.WaitForAsync(
            mail => mail.To.Contains("officer@example.org"), TwoSweeps, TestContext.Current.CancellationToken);
        Assert.Contains("MAIN-1", mail.Text!, StringComparison.Ordinal);
        Assert.Contains("MAIN-1", mail.Html!, StringComparison.Ordinal);
        Assert.Single(deployment.Mail.Messages, sent => sent.To.Contains("officer@example.org"));

        await AcceptedAsync(Event("m-3", "MAIN-1", "final-plan-sent", At(0), ("sentOn", Date(Today))));
        var rate = await UntilAsync(
            () => deployment.Doors.RatesAsync($"from={Today:yyyy-MM-dd}&to={Today:yyyy-MM-dd}&authority=E08000025"),
            answer => (int)answer["rows"]![0]!["plansIssued"]! == 1);
        Assert.Equal(0, (int)rate["rows"]![0]!["withinTwentyWeeks"]!);
        Assert.Equal(0m, (decimal)rate["rows"]![0]!["rate"]!);

        var counted = TimeProvider.System.GetUtcNow();
        await UntilAsync(() => deployment.Doors.RatesAsync(""), answer => answer["knownTo"] is { } knownTo && (DateTimeOffset)knownTo > counted, TwoSweeps);
    }

    [Fact]
    public async Task The_same_events_in_any_order_and_twice_give_the_same_case()
    {
        JsonObject[] Life(string reference) =>
        [
            Event(reference + "-1", reference, "request-received", At(-300), ("receivedOn", "2026-01-05")),
            Event(reference + "-2", reference, "assessment-decided", At(-290), ("decision", "assess"), ("notifiedOn", "2026-02-10")),
            Event(reference + "-3", reference, "request-received", At(-280), ("receivedOn", "2026-01-06")),
            Event(reference + "-4", reference, "event-retracted", At(-270), ("retractedId", reference + "-3")),
            Event(reference + "-5", reference, "final-plan-sent", At(-180), ("sentOn", "2026-05-25")),
        ];

        await AcceptedAsync(Life("ORDER-A"));
        foreach (var one in Life("ORDER-B").Reverse().Concat(Life("ORDER-B")))
        {
            Assert.Equal(202, (await deployment.Doors.SendAsync(one)).Status);
        }

        var straight = await UntilAsync(() => deployment.Doors.CaseAsync("ORDER-A"), answer => Facts(answer) == 5);
        var permuted = await UntilAsync(() => deployment.Doors.CaseAsync("ORDER-B"), answer => Facts(answer) == 5);
        Assert.Equal(straight["deadlines"]!.ToJsonString(), permuted["deadlines"]!.ToJsonString());
        Assert.Equal("met", (string)straight["deadlines"]!.AsArray().Single(deadline => (string)deadline!["milestone"]! == "final-plan")!["state"]!);
    }

    [Fact]
    public async Task Bad_events_of_a_batch_are_told_and_the_good_ones_are_kept()
    {
        var (status, answers) = await deployment.Doors.SendAsync(new JsonArray(
            Event("b-1", "BATCH-1", "request-received", At(-10), ("receivedOn", Date(Today.AddDays(-9)))),
            Event("b-2", "BATCH-1", "final-plan-sent", At(-1), ("sentOn", Date(Today.AddDays(1)))),
            Event("b-3", "BATCH-1", "case-described", At(-1), ("childName", "Somebody"))));

        Assert.Equal(200, status);
        Assert.Equal(["accepted", "rejected", "rejected"], answers!.AsArray().Select(answer => (string)answer!["status"]!));
        Assert.Equal("/data/sentOn", (string)answers[1]!["errors"]![0]!["pointer"]!);
        Assert.Equal("/data/childName", (string)answers[2]!["errors"]![0]!["pointer"]!);
        await UntilAsync(() => deployment.Doors.CaseAsync("BATCH-1"), answer => Facts(answer) == 1);
    }

    private static int Facts(JsonNode answer) => answer["facts"]!.AsArray().Count;

    private static DateTimeOffset At(int days) => Now.AddDays(days).AddMinutes(-1);

    private static string Date(DateOnly day) => day.ToString("O", null);

    private async Task AcceptedAsync(params JsonNode[] events)
    {
        var (status, answers) = await deployment.Doors.SendAsync(new JsonArray(events));
        Assert.Equal(200, status);
        Assert.All(answers!.AsArray(), answer => Assert.Equal("accepted", (string)answer!["status"]!));
    }
}
