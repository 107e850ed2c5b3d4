using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Scheduler.Changes;
using Ehcp.Scheduler.Webhooks;
using Ehcp.TestKit;
using static Ehcp.Scheduler.Tests.GivenAlerts;
using static Ehcp.Scheduler.Tests.Webhooks.GivenWebhooks;

namespace Ehcp.Scheduler.Tests.Webhooks;

/// <summary>Systems without a broker are told what changed, in order, and again until they take it.</summary>
public sealed class WebhookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_are_told_in_order_as_cloudevents_and_only_those_that_were_asked_for()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(
            scheduler, new { url = receiver.Url, kinds = new[] { "deadline-breached", "breach-cleared" }, authorities = new[] { "330" }, after = 0 });
        await scheduler.TakeInAsync([.. ACase("2026-05-25"), .. ACase("2026-05-25", "L-1", authority: AlertScheduler.Leeds)]);
        await scheduler.SweepAsync();
        await TellAsync(scheduler);
        await scheduler.TakeInAsync(A(new FinalPlanSent(Day("2026-05-26")), recorded: "2026-05-26 10:00"));
        await TellAsync(scheduler);
        await TellAsync(scheduler);

        Assert.Equal(
            ["ehcp.deadline-breached.v1 C-1", "ehcp.breach-cleared.v1 C-1"], receiver.Taken.SelectMany(delivery => delivery.Told));
        var first = receiver.Taken.First();
        Assert.Equal("application/cloudevents-batch+json; charset=utf-8", first.MediaType);
        var told = JsonNode.Parse(first.Body)![0]!;
        Assert.Equal(("1.0", "ehcp-scheduler/changes"), ((string?)told["specversion"], (string?)told["source"]));
        Assert.Equal(
            """{"authority":"E08000025","caseReference":"C-1","milestone":"final-plan","clock":"1","lastDay":"2026-05-25","lastWorkingDay":"2026-05-22"}""",
            told["data"]!.ToJsonString());
        Assert.Equal(
            ["changes shown E08000025 C-1"],
            (await scheduler.RowsAsync("""
                select concat_ws(' ', what, outcome, authority, array_to_string(case_references, ',')) from access_record where caller_id = 'webhook:1'
                """)).Distinct());
    }

    [Fact]
    public async Task One_that_fails_is_told_again_later_and_later_and_then_everything_in_order()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url });
        receiver.AnswerAsync = (_, _) => Task.FromResult(500);
        await ChangeAsync(scheduler, "A");
        await ChangeAsync(scheduler, "B");
        Assert.Single(receiver.Seen); // it is not its turn yet
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler);
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler);
        Assert.Equal(2, receiver.Seen.Count); // the second pause is longer
        var listed = Assert.Single((await GetAsync(scheduler)).AsArray());
        Assert.Equal((2, "active", "It answered 500."), ((int)listed!["failures"]!, (string?)listed["state"], (string?)listed["lastTrouble"]));

        receiver.AnswerAsync = (_, _) => Task.FromResult(204);
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler);

        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], receiver.Taken.SelectMany(delivery => delivery.Told));
        Assert.Equal(0, (int)Assert.Single((await GetAsync(scheduler)).AsArray())!["failures"]!);
    }

    [Fact]
    public async Task One_that_fails_for_days_or_is_gone_is_stopped_and_the_mailbox_told_and_started_again_nothing_is_lost()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url, authorities = new[] { "330" } });
        receiver.AnswerAsync = (_, _) => Task.FromResult(503);
        await ChangeAsync(scheduler, "A");
        scheduler.Clock.Advance(TimeSpan.FromDays(3));
        await TellAsync(scheduler);
        await scheduler.SendAsync();
        await ChangeAsync(scheduler, "B");

        Assert.Equal(2, receiver.Seen.Count);
        Assert.Equal("stopped", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["state"]);
        var mail = Assert.Single(scheduler.Sink.Messages);
        Assert.Equal([AlertScheduler.Mailbox], mail.To);
        Assert.Contains("Webhook 1 is stopped", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks/ehcp", mail.Text, StringComparison.Ordinal); // the address may hold a secret

        receiver.AnswerAsync = (_, _) => Task.FromResult(204);
        await ActAsync(scheduler, "1/resume");
        await TellAsync(scheduler);
        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], receiver.Taken.SelectMany(delivery => delivery.Told));

        receiver.AnswerAsync = (_, _) => Task.FromResult(410);
        await ChangeAsync(scheduler, "C");
        Assert.Equal("stopped", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["state"]);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_holds_up_no_other_and_neither_of_two_services_tells_twice()
    {
        await using var slow = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await using var second = scheduler.Second(Configure);
        await CreateAsync(scheduler, new { url = slow.Url });
        await CreateAsync(scheduler, new { url = quick.Url });
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        slow.AnswerAsync = async (_, _) =>
        {
            asked.TrySetResult();
            await answer.Task;
            return 204;
        };
        await scheduler.TakeInAsync(ACase("2026-06-25", "A"));
        await scheduler.Get<PlaceChanges>().PlaceSetAsync(Stop);

        var telling = Task.WhenAll(scheduler.Get<DeliverWebhooks>().RunOnceAsync(Stop), second.Get<DeliverWebhooks>().RunOnceAsync(Stop));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await Until.EqualAsync(1, () => Task.FromResult(quick.Taken.Count), TimeSpan.FromSeconds(30), Stop);
        await ChangeAsync(second, "B", wait: false);
        await Until.EqualAsync(2, () => Task.FromResult(quick.Taken.Count), TimeSpan.FromSeconds(30), Stop);
        Assert.Empty(slow.Taken);
        answer.SetResult();
        await telling;
        await TellAsync(scheduler);

        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], slow.Taken.SelectMany(delivery => delivery.Told));
        Assert.Equal(["ehcp.timeline-changed.v1 A", "ehcp.timeline-changed.v1 B"], quick.Taken.SelectMany(delivery => delivery.Told));
    }

    [Fact]
    public async Task No_redirect_is_followed_and_no_endless_answer_is_read()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var scheduler = await StartAsync();
        await CreateAsync(scheduler, new { url = receiver.Url });
        receiver.AnswerAsync = (_, context) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(307);
        };
        await ChangeAsync(scheduler, "A");
        Assert.Single(receiver.Seen);
        Assert.Equal("It answered 307.", (string?)Assert.Single((await GetAsync(scheduler)).AsArray())!["lastTrouble"]);

        receiver.AnswerAsync = async (_, context) =>
        {
            context.Response.StatusCode = 200;
            var part = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }

            return 200;
        };
        scheduler.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(scheduler).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal(0, (int)Assert.Single((await GetAsync(scheduler)).AsArray())!["failures"]!);
    }
}
