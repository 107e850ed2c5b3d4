using Ehcp.Hosting.Passes;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ehcp.Messaging.Inbound;

/// <summary>
/// Takes what other systems send, in sets: a message is settled when it is dealt with for good, and not before. While nothing can be taken the set is held
/// and tried again, and the broker keeps the rest. Any number of doors may be open, in one process and in several.
/// </summary>
internal sealed class InboundDoor(
    BrokerConnection broker, IInboundReceiver receiver, OutboxMovement outbox, IOptions<InboundSettings> settings, TimeProvider clock, ILogger<InboundDoor> log)
    : Pass("What other systems send by the broker waits there", "What other systems send by the broker is taken again", Always, clock, log)
{
    // Bytes that wait in one session: of messages of the largest size at least four.
    private const long Room = 64 * 1024 * 1024;
    private const int LeastMessages = 4;

    // Sets of single messages before many are asked for at a time: at the start, and after something ended a session, which may be there still.
    private const int AtTheStart = 1;
    private const int AfterALoss = 20;

    // Sets after there was not room enough, in which only so many messages are asked for at a time as fit whatever their size.
    private const int SetsOfFew = 1_000;

    // Sessions in a row that are lost before anything is settled, and that are not waited after: a message that nobody can read is out of the way by then.
    private const int MostLosses = 2 * InboundTopology.DeliveryLimit;

    // More than that waits in the outbox only when it does not leave as fast as it comes.
    private const long MostInOutbox = 1_000;

    // An outage of the ledger is known after a minute, and a set that was recorded is settled in seconds.
    private static readonly Pace Always = new(TimeSpan.FromSeconds(1)) { Deadline = TimeSpan.FromMinutes(2), LongestPause = TimeSpan.FromSeconds(5) };

    // What is held for longer goes back to the broker, which otherwise ends the session after half an hour, again and again.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(5);

    // Then the pass ends well and the next one waits on. It is also how often the queue of what cannot be read is looked at, and the broker sets aside what
    // ended a session a moment after the next one has begun.
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock = clock;
    private readonly ILogger _log = log;
    private Work? _work;
    private int _narrow = AtTheStart;
    private int _few;
    private int _losses;
    private long _unreadable;
    private long _looked = clock.GetTimestamp();

    private long RoomInSession => Math.Max(Room, LeastMessages * 2L * receiver.MostBytes);

    private ushort Wanted => (ushort)Math.Min(settings.Value.Prefetch, _few > 0 ? RoomInSession / 2 / receiver.MostBytes : int.MaxValue);

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (outbox.IsStuck || outbox.Backlog?.Waiting > MostInOutbox)
        {
            return false;
        }

        // A pass that was left behind keeps what it had: nobody works on one session beside another.
        var kept = Interlocked.Exchange(ref _work, null);
        if (kept is { IsOfUse: false })
        {
            Learn(kept.Session);
        }

        var work = kept is { IsOfUse: true } ? kept : new(await OpenAsync(cancellationToken));
        await using var late = cancellationToken.UnsafeRegister(static (work, _) => ((Work)work!).Session.LetGo(), work);
        try
        {
            if (work.Held is null && await NextAsync(work.Session, cancellationToken) is { Count: > 0 } set)
            {
                work = work with { Held = set, HeldSince = _clock.GetTimestamp() };
            }

            if (work.Held is { } held)
            {
                var refusals = await receiver.ReceiveAsync(held, cancellationToken);
                if (!work.Session.IsLost)
                {
                    await work.Session.SettleAsync(held, refusals, cancellationToken);
                }

                work = work with { Held = null };
                _few = Math.Max(0, _few - 1);
            }

            _losses = 0;

            if (work.Session is { IsLost: false } session && session.Settled >= _narrow && session.Prefetch < Wanted)
            {
                await session.WidenAsync(Wanted, cancellationToken);
                _narrow = AtTheStart;
            }

            if (!work.Session.IsLost && _clock.GetElapsedTime(_looked) >= Listening)
            {
                Tell(await work.Session.CountUnreadableAsync(cancellationToken));
            }

            Keep(work);
            return true;
        }
        catch (InboundWaitException) when (work.Held is not null)
        {
            if (_clock.GetElapsedTime(work.HeldSince) > LongestHold)
            {
                work.Session.LetGo();
            }

            Keep(work);
            throw;
        }
        catch (Exception) when (work.Session.IsLost && !cancellationToken.IsCancellationRequested && _losses++ < MostLosses)
        {
            Learn(work.Session); // whether it can be had again is seen when it is opened, and said then
            return true;
        }
        catch
        {
            work.Session.LetGo();
            throw;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Interlocked.Exchange(ref _work, null)?.Session.LetGo();
    }

    private async Task<InboundSession> OpenAsync(CancellationToken cancellationToken)
    {
        var session = await InboundSession.OpenAsync(broker, receiver.MostBytes, RoomInSession, cancellationToken);
        Tell(session.Unreadable);
        return session;
    }

    private void Tell(long unreadable)
    {
        if (unreadable > _unreadable)
        {
            _log.LogError("{Count} messages of other systems cannot be read by any client here and lie in {Queue}", unreadable, InboundTopology.Unreadable);
        }

        (_unreadable, _looked) = (unreadable, _clock.GetTimestamp());
    }

    private void Learn(InboundSession lost)
    {
        lost.LetGo();
        _few = lost.WasTooMuch ? SetsOfFew : _few;
        _narrow = AfterALoss;
    }

    private void Keep(Work work) => Interlocked.Exchange(ref _work, work)?.Session.LetGo();

    private async Task<List<InboundMessage>> NextAsync(InboundSession session, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Listening, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return await session.NextAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <param name="Session">Where messages come from.</param>
    /// <param name="Held">
    /// Messages of it that could not be dealt with yet. They are tried also when the session is over: so it is seen that they can be.
    /// </param>
    /// <param name="HeldSince">Timestamp of when they came.</param>
    private sealed record Work(InboundSession Session, List<InboundMessage>? Held = null, long HeldSince = 0)
    {
        internal bool IsOfUse => Held is not null || !Session.IsLost;
    }
}
