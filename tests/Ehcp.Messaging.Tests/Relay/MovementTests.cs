using Ehcp.Messaging.Outbox;
using Ehcp.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Ehcp.Messaging.Tests.Relay;

/// <summary>An outbox that stands still is an alarm within a minute, in the log, the metrics and the readiness; one that is empty, or slow, is none.</summary>
public sealed class MovementTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_is_known_before_the_first_look_and_nothing_stands_still_where_nothing_waits()
    {
        var movement = new OutboxMovement(_clock);
        Assert.Equal((null, false), (movement.Unmoved, movement.IsStuck));

        movement.See(new(0, 3, null, null));
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal((TimeSpan.Zero, false), (movement.Unmoved, movement.IsStuck));
    }

    [Fact]
    public void The_same_oldest_message_for_a_minute_is_standing_still_and_another_one_is_not()
    {
        var movement = new OutboxMovement(_clock);
        See(movement, head: 7);
        _clock.Advance(TimeSpan.FromSeconds(59));
        See(movement, head: 7);
        Assert.False(movement.IsStuck);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(movement.IsStuck); // also when nobody has looked since

        See(movement, head: 8);
        Assert.Equal((TimeSpan.Zero, false), (movement.Unmoved, movement.IsStuck));
    }

    [Fact]
    public async Task An_outbox_that_stands_still_is_told_once_shown_and_makes_a_service_unready_until_it_moves()
    {
        await using var parts = await TestParts.CreateAsync();
        var wire = parts.Cuttable(parts.Broker, 5672);
        wire.Cut();
        var broker = new UriBuilder(parts.Broker) { Host = "127.0.0.1", Port = wire.Port }.Uri.ToString();
        var intake = await parts.RunningAsync(
            "intake", null, builder => builder.Services.AddSingleton<TimeProvider>(_clock), ("ConnectionStrings:Broker", broker));
        await intake.AnnounceAsync(Given.ManyFacts(3));
        await AdvanceUntilAsync(() => intake.Get<OutboxMovement>().Backlog is { Waiting: 3 });

        await AdvanceUntilAsync(() => intake.Log.Count("Alarm: no message has left the outbox for a minute; 3 wait") == 1);
        using (var answer = await intake.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancel))
        {
            Assert.Contains("\"outbox\":\"no message has left it for a minute\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        wire.Mend();
        await AdvanceUntilAsync(() => intake.Log.Count("Messages leave the outbox again") == 1);
        Assert.Equal(1, intake.Log.Count("Alarm: no message has left the outbox"));
        Assert.Equal(0, await parts.RowsAsync());

        Task AdvanceUntilAsync(Func<bool> condition) => Until.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            TimeSpan.FromSeconds(60), Cancel);
    }

    private static void See(OutboxMovement movement, long head) => movement.See(new(1, 0, DateTimeOffset.UnixEpoch, head));
}
