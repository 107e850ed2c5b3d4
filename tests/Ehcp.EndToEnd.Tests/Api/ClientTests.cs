using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Client;
using Ehcp.Client.Reporting;
using Ehcp.Client.Scheduler;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.TestKit;
using Ehcp.TestKit.Servers;

namespace Ehcp.EndToEnd.Tests.Api;

/// <summary>The client for .NET, with real services behind it.</summary>
[Collection<DescribedDeployment>]
public sealed class ClientTests(Deployment deployment)
{
    private const string Birmingham = "E08000025";

    private static readonly RetrySettings Quick = new() { Attempts = 4, FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromSeconds(2) };
    private static readonly DateOnly Today = TimeProvider.System.LondonToday;
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_does_the_walk_of_the_first_page()
    {
        using var intake = EhcpHttp.Create(deployment.Intake.Url, Deployment.IntakeKey);
        var events = new EventSender(intake);
        var received = Event("NET-1", "NET-1.1", new RequestReceived(Today.AddDays(-145)));

        Assert.Equal(EventStatus.Accepted, (await events.SendAsync(received, Stop)).Status);
        Assert.Equal(EventStatus.Duplicate, (await events.SendAsync(received, Stop)).Status);
        var both = await events.SendAsync(
            [Event("NET-2", "NET-2.1", new RequestReceived(Today.AddDays(-120))), Event("NET-2", "NET-2.2", new FinalPlanSent(Today.AddDays(-1)))], Stop);
        Assert.All(both, receipt => Assert.True(receipt.IsTaken));

        using var scheduler = EhcpHttp.Create(deployment.Scheduler.Url, Deployment.StaffKey);
        var cases = new SchedulerClient(scheduler);
        DateOnly? lastDay = null;
        await Until.PassesAsync(
            async () => lastDay = (await cases.ReadCaseAsync(Birmingham, "NET-1", cancellationToken: Stop)).Deadlines
                .Single(deadline => deadline.Milestone == "final-plan").LastDay,
            PublicDoors.Patience, Stop);
        Assert.Equal(Today.AddDays(-5), lastDay);

        using var reporting = EhcpHttp.Create(deployment.Reporting.Url, Deployment.ReportingKey);
        var figures = new ReportingClient(reporting);
        await Until.TrueAsync(
            async () => (await figures.ReadRatesAsync(groupBy: ReadRatesGroupBy.Year, authority: Birmingham, cancellationToken: Stop))
                .As<RatesAnswerOfPlansIssuedRow>().Rows.Sum(row => row.PlansIssued) > 0,
            PublicDoors.Patience, Stop);
    }

    [Fact]
    public async Task What_an_event_is_refused_for_is_told_and_not_tried_again()
    {
        var asked = 0;
        await using var door = await DoorAsync(async (request, service) =>
        {
            asked++;
            return await service(request);
        });
        using var intake = EhcpHttp.Create(door.Address, Deployment.IntakeKey, Quick);
        var events = new EventSender(intake);
        var good = Event("NET-3", "NET-3.1", new RequestReceived(Today));

        var refused = await events.SendAsync(good with { Id = "NET-3.2", Fact = new RequestReceived(new(2014, 8, 31)) }, Stop);
        Assert.Equal((EventStatus.Rejected, "too-early", "/data/receivedOn"), (refused.Status, refused.Errors.Single().Rule, refused.Errors.Single().Pointer));
        Assert.True((await events.SendAsync(good, Stop)).IsTaken);
        Assert.Equal(EventStatus.Conflict, (await events.SendAsync(good with { Fact = new RequestReceived(Today.AddDays(-1)) }, Stop)).Status);
        Assert.Equal(3, asked);

        using var unknown = EhcpHttp.Create(door.Address, "nobody's", Quick);
        var not = await Assert.ThrowsAsync<EventsNotSentException>(() => new EventSender(unknown).SendAsync(good, Stop));
        Assert.Equal((401, "urn:ehcp:key-missing-or-unknown", 4), (not.Status, not.Type, asked));
        var none = await Assert.ThrowsAsync<EventsNotSentException>(() => new EventSender(unknown).SendAsync([good], Stop));
        Assert.Equal((401, 5), (none.Status, asked));
    }

    [Theory]
    [InlineData("503")]
    [InlineData("429 and a pause")]
    [InlineData("cut before")]
    [InlineData("cut after")]
    [InlineData("500 twice")]
    [InlineData("late")]
    public async Task What_got_no_answer_is_sent_again_and_counts_once(string fault)
    {
        var (tries, asked, again) = (0, new ConcurrentQueue<long>(), new TaskCompletionSource());
        await using var door = await DoorAsync(async (request, service) =>
        {
            asked.Enqueue(TimeProvider.System.GetTimestamp());
            if (tries > 0)
            {
                again.TrySetResult();
            }

            switch (fault, ++tries)
            {
                case ("503", 1):
                    return Answer(503, ("Retry-After", "0"));
                case ("429 and a pause", 1):
                    return Answer(429, ("Retry-After", "1"));
                case ("cut before", 1):
                    return null;
                case ("cut after", 1):
                    await service(request);
                    return null;
                case ("500 twice", 1 or 2):
                    return Answer(500);
                case ("late", 1):
                    await service(request);
                    await again.Task.WaitAsync(Stop);
                    return null;
                default:
                    return await service(request);
            }
        });
        using var intake = EhcpHttp.Create(door.Address, Deployment.IntakeKey, fault == "late" ? Quick with { AttemptTimeout = TimeSpan.FromSeconds(1) } : Quick);
        var one = Event("NET-4", $"NET-4.{fault.Replace(' ', '-')}", new RequestReceived(Today));

        var receipt = await new EventSender(intake).SendAsync(one, Stop);

        Assert.Equal(fault is "cut after" or "late" ? EventStatus.Duplicate : EventStatus.Accepted, receipt.Status);
        Assert.Equal(fault == "500 twice" ? 3 : 2, tries);
        Assert.Equal(1L, await deployment.ReadAsync<long>("Intake", $"select count(*) from ledger where id = '{one.Id}'"));
        if (fault == "429 and a pause")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(asked.First(), asked.Last()) >= TimeSpan.FromSeconds(0.95));
        }
    }

    [Theory]
    [InlineData("always 503", 4, 503)]
    [InlineData("a pause that is too long", 1, 429)]
    public async Task It_gives_up_after_a_while_and_says_what_was_answered(string fault, int tries, int status)
    {
        var asked = 0;
        await using var door = await DoorAsync((_, _) =>
        {
            asked++;
            return Task.FromResult<PassedAnswer?>(fault == "always 503" ? Answer(503, ("Retry-After", "0")) : Answer(429, ("Retry-After", "3600")));
        });
        using var intake = EhcpHttp.Create(door.Address, Deployment.IntakeKey, Quick);

        var one = Event("NET-5", "NET-5.1", new RequestReceived(Today));
        var not = await Assert.ThrowsAsync<EventsNotSentException>(() => new EventSender(intake).SendAsync(one, Stop).WaitAsync(PublicDoors.Patience, Stop));

        Assert.Equal((tries, status), (asked, not.Status));
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to_and_throws_when_nobody_ever_answers()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var door = await DoorAsync(async (_, _) =>
        {
            await stop.CancelAsync();
            return Answer(503, ("Retry-After", "2"));
        });
        using var intake = EhcpHttp.Create(door.Address, Deployment.IntakeKey, Quick);
        var one = Event("NET-6", "NET-6.1", new RequestReceived(Today));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new EventSender(intake).SendAsync(one, stop.Token));
        using var nobody = EhcpHttp.Create(new("http://127.0.0.1:1"), "k", Quick);
        await Assert.ThrowsAsync<HttpRequestException>(() => new EventSender(nobody).SendAsync(one, Stop));
    }

    [Fact]
    public async Task Only_what_may_be_sent_twice_is_sent_again()
    {
        var asked = new List<string>();
        await using var door = await DoorAsync((request, _) =>
        {
            asked.Add(request.Method);
            return Task.FromResult<PassedAnswer?>(Answer(503, ("Retry-After", "0")));
        });
        using var http = EhcpHttp.Create(door.Address, "k", Quick);

        using var acted = await http.PostAsync(new Uri("v1/reassignments", UriKind.Relative), new StringContent("{}"), Stop);
        using var read = await http.GetAsync(new Uri("v1/events?source=a&id=b", UriKind.Relative), Stop);

        Assert.Equal(["POST", "GET", "GET", "GET", "GET"], asked);
    }

    [Fact]
    public async Task Any_number_is_sent_in_batches_few_at_once_and_answered_in_order()
    {
        var (sizes, now, most, isFirst) = (new ConcurrentBag<int>(), 0, 0, 1);
        await using var door = await DoorAsync(async (request, service) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            try
            {
                sizes.Add(JsonNode.Parse(request.Body)!.AsArray().Count);
                var answer = await service(request);
                return Interlocked.Exchange(ref isFirst, 0) == 1 ? null : answer;
            }
            finally
            {
                Interlocked.Decrement(ref now);
            }
        });
        using var intake = EhcpHttp.Create(door.Address, Deployment.IntakeKey, Quick);

        var sent = new List<SentEvent>();
        await foreach (var one in new EventSender(intake).SendAsync(Many("NET-7", 2_500), atOnce: 2, Stop))
        {
            sent.Add(one);
        }

        Assert.Equal(Enumerable.Range(0, 2_500).Select(at => $"NET-7.{at}"), sent.Select(one => one.Event.Id));
        Assert.All(sent, one => Assert.Equal(one.Event.Id, one.Receipt.Id));
        Assert.Equal("too-early", Assert.Single(sent, one => !one.Receipt.IsTaken).Receipt.Errors.Single().Rule);
        Assert.Equal([500, 1_000, 1_000, 1_000], sizes.Order()); // the first came twice
        Assert.InRange(most, 1, 2);
        Assert.Equal(2_499L, await deployment.ReadAsync<long>("Intake", "select count(*) from ledger where id like 'NET-7.%'"));
    }

    [Fact]
    public async Task Where_a_batch_cannot_be_sent_it_breaks_off_and_leaves_nothing_behind()
    {
        await using var door = await DoorAsync(async (request, service) =>
            Encoding.UTF8.GetString(request.Body).Contains("\"NET-8.1500\"", StringComparison.Ordinal) ? Answer(401) : await service(request));
        using var intake = EhcpHttp.Create(door.Address, Deployment.IntakeKey, Quick);
        var sent = 0;

        var not = await Assert.ThrowsAsync<EventsNotSentException>(async () =>
        {
            await foreach (var one in new EventSender(intake).SendAsync(Many("NET-8", 100_000), atOnce: 3, Stop))
            {
                sent++;
            }
        });

        Assert.Equal((401, 1_000), (not.Status, sent));
    }

    private static async IAsyncEnumerable<CaseEvent> Many(string name, int count)
    {
        for (var at = 0; at < count; at++)
        {
            yield return Event($"{name}-{at}", $"{name}.{at}", new RequestReceived(at == 1_234 ? new(2014, 8, 31) : Today.AddDays(-1)));
        }

        await Task.CompletedTask;
    }

    private Task<DoorBetween> DoorAsync(DoorBetween.Change change) =>
        DoorBetween.StartAsync(deployment.Intake.Url, change);

    private static PassedAnswer Answer(int status, params (string Name, string Value)[] headers) =>
        new(status, "", headers.Length == 0 ? NoHeaders : headers.ToDictionary(header => header.Name, header => header.Value));

    private static CaseEvent Event(string caseReference, string id, Fact fact) =>
        new("net-client", id, caseReference, Birmingham, new DateTimeOffset(Today.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero), fact);
}
