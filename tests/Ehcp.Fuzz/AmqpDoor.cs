using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using RabbitMQ.Client;

namespace Ehcp.Fuzz;

/// <summary>Events at the broker: structured, batches and binary, some in envelopes that are not as they should be.</summary>
internal sealed class AmqpDoor(FuzzTarget target, Tally tally, int seed)
{
    private const int OfABatch = 20;
    private const int Unconfirmed = 200;
    private const int Sentinels = 4;

    /// <summary>How the ids of those events begin that say that all has come.</summary>
    internal const string Last = "last-";

    // The broker ends a connection whose headers do not fit into a frame.
    private const int LongestHeader = 5_000;
    private const string Exchange = "ehcp.inbound";
    private const string Structured = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Sends the events of these places, and waits until what was sent last is in the ledger and nothing comes any more.</summary>
    public async Task SendAsync(int first, int count, string?[] kinds, CancellationToken stop)
    {
        await using var connection = await new ConnectionFactory { Uri = target.Broker! }.CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, new ThrottlingRateLimiter(Unconfirmed)), stop);
        var sending = new List<Task>();
        for (var begin = 0; begin < count; begin += OfABatch)
        {
            foreach (var (body, envelope) in Messages(first + begin, Math.Min(OfABatch, count - begin), kinds))
            {
                sending.Add(channel.BasicPublishAsync(Exchange, "event", mandatory: true, envelope, body, stop).AsTask());
            }

            if (sending.Count >= Unconfirmed)
            {
                await Task.WhenAll(sending);
                sending.Clear();
            }
        }

        await Task.WhenAll(sending);
        await EndAsync(channel, stop);
    }

    private IEnumerable<(byte[] Body, BasicProperties Envelope)> Messages(int first, int count, string?[] kinds)
    {
        var dice = new Dice(seed, -1 - first);
        var events = Mutations.Of(seed, first, count, "fuzz-amqp", target.Now.GetUtcNow());
        for (var at = 0; at < events.Count; at++)
        {
            kinds[first + at] = events[at].Kind;
            tally.Send(FuzzOptions.Amqp, events[at].Kind);
        }

        switch (dice.Below(4))
        {
            case 0:
                return events.Where(one => !one.FitsIntoABatch).Select(one => (one.Body, Envelope(Structured, dice)))
                    .Prepend((Mutations.Batch(events), Envelope(Batch, dice)));
            case 1:
                return events.Select(one => one.IsTree
                    ? (Encoding.UTF8.GetBytes(one.Tree["data"]?.ToJsonString() ?? ""), Binary(one.Tree, dice))
                    : (one.Body, Envelope(Structured, dice)));
            default:
                return events.Select(one => (one.Body, Envelope(Structured, dice)));
        }
    }

    private BasicProperties Envelope(string contentType, Dice dice)
    {
        var envelope = new BasicProperties { UserId = target.Broker!.UserInfo.Split(':')[0], Persistent = false, ContentType = contentType };
        switch (dice.Below(60))
        {
            case 0:
                envelope.ClearUserId();
                break;
            case 1:
                envelope.ClearContentType();
                break;
            case 2:
                envelope.ContentType = dice.Of(["", "text/plain", "application/cloudevents+json; charset=utf-16", "é", "application/json"]);
                break;
            case 3:
                envelope.ContentEncoding = dice.Of(["gzip", "utf-8", "x", ""]);
                break;
            case 4:
                envelope.Headers = Odd(dice);
                break;
            case 5:
                envelope.MessageId = string.Concat(dice.Junk().Take(50));
                break;
            default:
                break;
        }

        return envelope;
    }

    private BasicProperties Binary(JsonObject one, Dice dice)
    {
        var envelope = Envelope("application/json", dice);
        envelope.Headers ??= new Dictionary<string, object?>();
        foreach (var (name, value) in one.Where(member => member.Key != "data" && member.Key.Length is > 0 and < 60))
        {
            var text = value is JsonValue ? value.ToString() : value?.ToJsonString() ?? "";
            if (text.Length > LongestHeader)
            {
                continue;
            }

            envelope.Headers[dice.Of(["cloudEvents:", "cloudEvents_"]) + name] = dice.OneIn(40) ? Value(dice)
                : Encoding.UTF8.GetBytes(text);
        }

        return envelope;
    }

    private static Dictionary<string, object?> Odd(Dice dice) => new()
    {
        [dice.Of(["cloudEvents:id", "cloudEvents_time", "x", "é", "cloudEvents:data"])] = Value(dice),
        ["trace"] = Value(dice),
    };

    private static object? Value(Dice dice) => dice.Below(9) switch
    {
        0 => null,
        1 => dice.Between(-1, 100),
        2 => 1.5,
        3 => true,
        4 => new AmqpTimestamp(dice.Of([0L, 1_767_600_000, 253_402_300_799, long.MaxValue])),
        5 => new List<object?> { 1, "x" },
        6 => new Dictionary<string, object?> { ["a"] = new Dictionary<string, object?> { ["b"] = 1 } },
        7 => new byte[] { 0xFF, 0xFE, 0 },
        _ => Encoding.UTF8.GetBytes(string.Concat(dice.Junk().Take(LongestHeader))),
    };

    // No answer comes back, so events that keep every rule go last. Then another set may still be on its way into the ledger.
    private async Task EndAsync(IChannel channel, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(target.Database);
        var last = Guid.NewGuid().ToString("n")[..16];
        for (var at = 0; at < Sentinels; at++)
        {
            var one = ValidEvent.Of(new(seed, at), "fuzz-amqp", $"{Last}{last}-{at}", target.Now.GetUtcNow());
            await channel.BasicPublishAsync(
                Exchange, "event", mandatory: true,
                new BasicProperties { UserId = target.Broker!.UserInfo.Split(':')[0], Persistent = true, ContentType = Structured },
                Encoding.UTF8.GetBytes(one.ToJsonString()), stop);
        }

        var (began, before, quiet) = (TimeProvider.System.GetTimestamp(), -1L, 0);
        while (quiet < 4)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                tally.Fault("By AMQP the events that were sent last, which keep every rule, do not come into the ledger: the door stands still.");
                return;
            }

            await Task.Delay(Look, TimeProvider.System, stop);
            await using var find = database.CreateCommand(
                "select (select count(*) from ledger where source = 'fuzz-amqp' and id like $1) as last, "
                + "(select coalesce(max(number), 0) from rejection) + (select coalesce(max(sequence), 0) from ledger) as newest");
            find.Parameters.AddWithValue($"{Last}{last}-%");
            await using var row = await find.ExecuteReaderAsync(stop);
            await row.ReadAsync(stop);
            quiet = row.GetInt64(0) == Sentinels && row.GetInt64(1) == before ? quiet + 1 : 0;
            before = row.GetInt64(1);
        }
    }
}
