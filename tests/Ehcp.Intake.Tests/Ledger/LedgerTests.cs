using System.Text.Json.Nodes;
using Ehcp.Intake.Storage;
using Ehcp.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ehcp.Intake.Tests.Ledger;

public sealed class LedgerTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    [Fact]
    public async Task The_same_content_is_a_duplicate_however_it_is_written()
    {
        var first = Given.APlan().WithData("requestId", "2");
        var accepted = await intake.SendAsync(first);
        var again = $$"""
            { "data": {"requestId": "\u0032", "sentOn":"2026-07-01", "authority":"330"}, "subject":"EHC-2026-0001", "time":"2026-07-01T10:30:00.0000009+01:00",
              "type":"ehcp.final-plan-sent.v1", "source":"synergy", "id":"{{first["id"]}}", "specversion":"1.0", "correlationid":"second-try" }
            """;

        var answer = await intake.SendAsync(again, "application/cloudevents+json");

        Assert.Equal((202, "duplicate", accepted.Sequence), (answer.Status, answer.Outcome, answer.Sequence));
        Assert.Equal(1, await intake.Database.CountAsync($"ledger where id = '{first["id"]}'"));
        Assert.Single(await intake.AnnouncedAsync(), fact => fact.Id == (string?)first["id"]);
    }

    [Theory]
    [InlineData("subject", "EHC-2026-0002")]
    [InlineData("time", "2026-07-01T09:30:00.000001Z")]
    public async Task Other_content_under_the_same_id_is_a_conflict_and_changes_nothing(string attribute, string value)
    {
        var first = Given.APlan();
        await intake.SendAsync(first);

        var answer = await intake.SendAsync(first.With(attribute, value));

        Assert.Equal((409, "urn:ehcp:event-conflict"), (answer.Status, answer.Type));
        Assert.Equal(["conflict /id"], answer.Errors);
        Assert.Single(await intake.AnnouncedAsync(), fact => fact.Id == (string?)first["id"]);
    }

    [Fact]
    public async Task The_same_id_of_another_source_is_another_event()
    {
        var first = Given.APlan();

        Assert.Equal("accepted", (await intake.SendAsync(first)).Outcome);
        Assert.Equal("accepted", (await intake.SendAsync(first.With("source", "one"))).Outcome);
    }

    [Fact]
    public async Task One_event_sent_by_32_at_once_is_recorded_once()
    {
        var one = Given.ARequest();

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => intake.SendAsync(one)));

        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Select(answer => answer.Sequence).Distinct());
        Assert.Single(answers, answer => answer.Outcome == "accepted");
        Assert.Single(await intake.AnnouncedAsync(), fact => fact.Id == (string?)one["id"]);
    }

    [Fact]
    public async Task Overlapping_batches_in_any_order_at_once_record_each_event_once()
    {
        JsonObject[] events = [.. Enumerable.Range(0, 200).Select(_ => Given.ARequest().With("source", "overlap"))];
        var random = new Random(7);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
        {
            var shuffled = events.ToArray();
            random.Shuffle(shuffled);
            return intake.SendBatchAsync(shuffled);
        }));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var statuses = answers.SelectMany(answer => (JsonArray)answer.Json).Select(receipt => (string)receipt!["status"]!).CountBy(status => status)
            .ToDictionary();
        Assert.Equal((200, 15 * 200), (statuses["accepted"], statuses["duplicate"]));
        Assert.Equal(200, await intake.Database.CountAsync("ledger where source = 'overlap'"));
        Assert.Equal(200, (await intake.AnnouncedAsync()).Count(fact => fact.Source == "overlap"));
    }

    [Fact]
    public async Task The_bytes_are_kept_as_they_came_also_from_a_batch()
    {
        var (one, two) = (Given.ARequest().With("source", "bytes"), Given.ARequest().With("source", "bytes"));
        var (first, second) = (" " + one.ToJsonString().Replace(":", " : ", StringComparison.Ordinal)
            .Replace("09 : 30 : 00", "09:30:00", StringComparison.Ordinal) + "\n", two.ToJsonString());

        Assert.Equal(202, (await intake.SendAsync(first, "application/cloudevents+json")).Status);
        Assert.Equal(200, (await intake.SendAsync($"[ {second} ]", "application/cloudevents-batch+json")).Status);

        Assert.Equal(1, await intake.Database.CountAsync($"ledger where mode = 1 and api_key = 'any' and convert_from(body, 'UTF8') = '{first}'"));
        Assert.Equal(1, await intake.Database.CountAsync($"ledger where mode = 2 and convert_from(body, 'UTF8') = '{second}'"));
    }

    [Fact]
    public async Task What_is_announced_is_what_the_ledger_holds_to_the_microsecond()
    {
        intake.Clock.Advance(TimeSpan.FromTicks(12_345_678_9));
        var one = Given.ARequest().With("source", "equal").With("time", "2026-07-01T09:30:00.123456789Z").WithData("authority", "330");
        await intake.SendAsync(one);

        await using var scope = intake.Services.CreateAsyncScope();
        var line = await scope.ServiceProvider.GetRequiredService<IntakeDbContext>()
            .Ledger.SingleAsync(line => line.Source == "equal", TestContext.Current.CancellationToken);
        var fact = Assert.Single(await intake.AnnouncedAsync(), fact => fact.Source == "equal");
        Assert.Equal(
            (line.Sequence, line.Source, line.Id, line.Authority, line.Subject, line.Time, line.RecordedAt),
            (fact.Sequence, fact.Source, fact.Id, fact.Authority, fact.CaseReference, fact.Time, fact.RecordedAt));
        Assert.Equal(0, line.RecordedAt.Nanosecond);
        Assert.Equal(("E08000025", 123456), (line.Authority, line.Time.Millisecond * 1000 + line.Time.Microsecond));
    }

    [Fact]
    public async Task The_trace_of_a_request_goes_with_what_is_announced()
    {
        var one = Given.ARequest();
        await intake.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(one.ToJsonString()), "application/cloudevents+json",
            headers: [("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]);

        var message = Assert.Single(
            await intake.MessagesAsync(), message => System.Text.Encoding.UTF8.GetString(message.Body).Contains($"\"{one["id"]}\"", StringComparison.Ordinal));
        Assert.Contains("00-0af7651916cd43dd8448eb211c80319c-", message.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update ledger set subject = 'other'")]
    [InlineData("delete from ledger")]
    [InlineData("truncate ledger")]
    public async Task Nothing_changes_the_ledger(string sql)
    {
        await intake.SendAsync(Given.ARequest());

        var refused = await Assert.ThrowsAsync<PostgresException>(() => intake.Database.ExecuteAsync(sql));
        Assert.Equal("The ledger is append-only.", refused.MessageText);
    }

    [Fact]
    public async Task A_row_the_database_refuses_does_not_fail_its_neighbours()
    {
        await intake.Database.ExecuteAsync("alter table ledger add constraint test_refuses check (id <> 'refused')");
        try
        {
            var answer = await intake.SendBatchAsync(Given.ARequest(), Given.ARequest(), Given.ARequest().With("id", "refused"), Given.ARequest());

            Assert.Equal(["accepted", "accepted", "rejected", "accepted"], ((JsonArray)answer.Json).Select(receipt => (string)receipt!["status"]!));
        }
        finally
        {
            await intake.Database.ExecuteAsync("alter table ledger drop constraint test_refuses");
        }
    }

    [Fact]
    public async Task While_the_database_is_away_nothing_is_taken_and_the_sender_is_told_to_come_back()
    {
        var one = Given.ARequest();
        await using (await intake.WithoutDatabaseAsync())
        {
            var answer = await intake.SendAsync(one);
            Assert.Equal((503, "urn:ehcp:unavailable", TimeSpan.FromSeconds(5)), (answer.Status, answer.Type, answer.RetryAfter));
            Assert.Equal(503, (await intake.SendBatchAsync(one)).Status);
        }

        Assert.Equal("accepted", (await intake.SendAsync(one)).Outcome);
        await Until.TrueAsync(
            () =>
            {
                intake.Clock.Advance(TimeSpan.FromSeconds(1));
                return intake.Log.Count("The database is back after") == 1;
            },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, intake.Log.Count("The database is away"));
    }

    [Fact]
    public void The_model_is_as_the_migration_left_it()
    {
        using var scope = intake.Services.CreateScope();

        Assert.False(scope.ServiceProvider.GetRequiredService<IntakeDbContext>().Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_hash_of_a_content_never_changes()
    {
        var read = new Intake.Events.EventReader(RunningIntake.Now).ReadStructured(
            System.Text.Encoding.UTF8.GetBytes(Given.APlan().WithData("requestId", "1").ToJsonString()), Intake.Events.ContentMode.Structured);

        var expected = System.Security.Cryptography.SHA256.HashData(
            "ehcp.final-plan-sent.v1\nEHC-2026-0001\n2026-07-01T09:30:00.000000Z\n{\"authority\":\"E08000025\",\"requestId\":\"1\",\"sentOn\":\"2026-07-01\"}"u8);
        Assert.Equal(expected, read.Event!.ContentHash);
    }
}
