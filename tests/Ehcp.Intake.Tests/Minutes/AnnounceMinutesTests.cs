using Ehcp.Contracts;
using Ehcp.Intake.Minutes;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Ehcp.Intake.Tests.Minutes;

/// <summary>What Intake tells of its ledger, minute by minute. The fixture's clock stands at 23:30:00.</summary>
public sealed class AnnounceMinutesTests : IAsyncLifetime
{
    private readonly RunningIntake _intake = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AnnounceMinutes Minutes => _intake.Services.GetRequiredService<AnnounceMinutes>();

    public ValueTask InitializeAsync() => _intake.InitializeAsync();

    public ValueTask DisposeAsync() => _intake.DisposeAsync();

    [Fact]
    public async Task Each_minute_is_told_once_it_is_over_with_the_events_recorded_in_it()
    {
        await _intake.SendAsync(Given.APlan());
        await _intake.SendBatchAsync(Given.APlan(), Given.APlan());
        await _intake.SendAsync(Given.APlan().With("subject", "no such reference!"));
        _intake.Clock.Advance(TimeSpan.FromSeconds(59.999999));
        var last = Given.APlan();
        await _intake.SendAsync(last);
        await _intake.SendAsync(last); // a duplicate
        _intake.Clock.Advance(TimeSpan.FromSeconds(70));
        await ToldToAsync("23:32");

        Assert.Equal([new(At("23:30"), 4)], await ToldAsync());

        await _intake.SendAsync(Given.APlan());
        _intake.Clock.Advance(TimeSpan.FromMinutes(60));
        await ToldToAsync("00:32");

        Assert.Equal([new(At("23:30"), 4), new(At("23:32"), 1)], await ToldAsync());
        Assert.Contains(await _intake.MinutesAsync(), told => told.From <= At("23:32") && told.To == At("00:32"));
    }

    [Fact]
    public async Task What_is_told_covers_the_ledger_from_its_beginning_without_a_gap()
    {
        foreach (var minutes in new[] { 1, 3, 1, 90, 1 })
        {
            _intake.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await Minutes.RunAsync(Stop);
        }

        var told = await _intake.MinutesAsync();
        Assert.Equal(DateTimeOffset.UnixEpoch, told[0].From);
        Assert.All(told.Skip(1).Zip(told), pair => Assert.True(pair.First.From <= pair.Second.To));
    }

    [Fact]
    public async Task A_minute_waits_for_a_transaction_that_began_in_it()
    {
        await _intake.SendAsync(Given.APlan());
        await using (var writing = await _intake.Database.OpenConnectionAsync(Stop))
        await using (var transaction = await writing.BeginTransactionAsync(Stop))
        {
            await using var line = new NpgsqlCommand(
                "insert into ledger (source, id, type, subject, authority, time, recorded_at, api_key, content_hash, mode, body) select source, 'late', type, "
                    + "subject, authority, time, recorded_at, api_key, content_hash, mode, body from ledger",
                writing,
                transaction);
            await line.ExecuteNonQueryAsync(Stop);
            _intake.Clock.Advance(TimeSpan.FromMinutes(1) + AnnounceMinutes.Grace);
            await ToldToAsync("23:30");
            Assert.Empty(await ToldAsync());
            await transaction.CommitAsync(Stop);
        }

        await ToldToAsync("23:31");
        Assert.Equal([new(At("23:30"), 2)], await ToldAsync());
    }

    [Fact]
    public async Task One_that_was_committed_too_late_all_the_same_is_told_with_the_next_minute()
    {
        await _intake.SendAsync(Given.APlan());
        _intake.Clock.Advance(TimeSpan.FromSeconds(66));
        await ToldToAsync("23:31");
        await _intake.Database.ExecuteAsync(
            "insert into ledger (source, id, type, subject, authority, time, recorded_at, api_key, content_hash, mode, body) select source, 'late', type, "
                + "subject, authority, time, recorded_at, api_key, content_hash, mode, body from ledger");
        _intake.Clock.Advance(TimeSpan.FromMinutes(1));
        await ToldToAsync("23:32");

        Assert.Equal([new(At("23:30"), 2)], await ToldAsync());
    }

    [Fact]
    public async Task Ten_at_once_tell_it_once()
    {
        await _intake.SendAsync(Given.APlan());
        await Minutes.RunAsync(Stop);
        var before = (await _intake.MinutesAsync()).Count;
        _intake.Clock.Advance(TimeSpan.FromSeconds(66));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Minutes.RunAsync(Stop)));

        Assert.Equal(before + 1, (await _intake.MinutesAsync()).Count);
    }

    [Fact]
    public async Task An_admin_has_all_of_it_told_again_and_nobody_else()
    {
        await _intake.SendAsync(Given.APlan());
        _intake.Clock.Advance(TimeSpan.FromSeconds(66));
        await ToldToAsync("23:31");

        Assert.Equal(403, await AgainAsync(RunningIntake.AnyKey));
        Assert.Equal(202, await AgainAsync(RunningIntake.AdminKey));
        await Minutes.RunAsync(Stop);

        var again = (await _intake.MinutesAsync())[^1];
        Assert.Equal((DateTimeOffset.UnixEpoch, At("23:31")), (again.From, again.To));
        Assert.Equal([new(At("23:30"), 1)], again.Minutes);
        Assert.Equal(1, _intake.Log.Count("Audit: key:admin has all minutes"));

        async Task<int> AgainAsync(string key)
        {
            using var caller = _intake.Caller(key);
            using var answer = await caller.PostAsync(new Uri("v1/minutes/announce", UriKind.Relative), null, Stop);
            return (int)answer.StatusCode;
        }
    }

    private static DateTimeOffset At(string time) =>
        new(new DateOnly(2026, 7, time[0] == '2' ? 15 : 16), TimeOnly.ParseExact(time, "HH:mm", null), TimeSpan.Zero);

    private Task ToldToAsync(string time) => Until.EqualAsync(At(time), async () => await Minutes.RunAsync(Stop), cancellationToken: Stop);

    // Of two numbers for a minute the greater stands.
    private async Task<List<RecordedMinute>> ToldAsync() =>
        [.. (await _intake.MinutesAsync()).SelectMany(told => told.Minutes)
            .GroupBy(minute => minute.Minute, (minute, told) => new RecordedMinute(minute, told.Max(one => one.Events))).OrderBy(minute => minute.Minute)];
}
