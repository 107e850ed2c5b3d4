using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Receiving;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Settings;
using Ehcp.Messaging.Inbound;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Ehcp.Intake.Inbound;

/// <summary>
/// What other systems send by the broker: the same events as by HTTP, by the same rules. Who sends is the broker's user, and may send what the key of the same
/// name may.
/// </summary>
internal sealed class ReceiveMessages(
    RecordEvents record, LedgerWriter ledger, RejectionTray tray, KeysByName keys, IOptions<IntakeSettings> settings, TimeProvider clock,
    ILogger<ReceiveMessages> log) : IInboundReceiver
{
    // Stands in the tray for whoever did not say who they are.
    private const string Nobody = "nobody";

    public int MostBytes => settings.Value.MaxBodyBytes;

    public async Task<IReadOnlyList<InboundRefusal>> ReceiveAsync(IReadOnlyList<InboundMessage> messages, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reader = new EventReader(now);
        var senders = new Dictionary<string, SenderRights?>(StringComparer.Ordinal);
        var events = new List<SentEvent>(messages.Count);
        var origins = new List<InboundMessage>(messages.Count);
        foreach (var message in messages)
        {
            foreach (var read in ReadSafely(reader, message, senders))
            {
                events.Add(new(read, message.User ?? Nobody));
                origins.Add(message);
            }
        }

        var receipts = await RecordAsync(events, cancellationToken);
        var refused = new List<RefusedRead>();
        var refusals = new List<InboundRefusal>();
        for (var at = 0; at < receipts.Length; at++)
        {
            if (receipts[at] is { Errors: { } errors } receipt)
            {
                var (sent, message) = (events[at], origins[at]);
                refused.Add(new(sent.Read with { Errors = errors }, sent.KeyName, Identity(message), message.IsRedelivered));
                refusals.Add(new(CorrelationId(message), JsonSerializer.SerializeToUtf8Bytes(
                    new(now, message.User, receipt.Id, receipt.Source, sent.Read.Type, receipt.Status, errors), InboundJson.Default.RejectedEvent)));
            }
        }

        try
        {
            await tray.KeepAsync(refused, cancellationToken);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or IOException)
        {
            throw new InboundWaitException("What was refused cannot be written down", away);
        }

        return refusals;
    }

    private async Task<EventReceipt[]> RecordAsync(List<SentEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await record.RecordAsync(events).WaitAsync(cancellationToken)
                ?? throw new InboundWaitException("The ledger takes nothing just now", ledger.Trouble);
        }
        catch (Exception bug) when (bug is not (InboundWaitException or OperationCanceledException))
        {
            // One of them must not take its neighbours with it, nor come again for ever.
            if (events is [var one])
            {
                log.LogError("An event that keeps every rule cannot be recorded: {Reason}", bug.GetType().Name);
                return [new(one.Read.Id, one.Read.Source, EventStatus.Rejected, Errors: [Rules.Unrecordable.At("")])];
            }

            var receipts = new List<EventReceipt>(events.Count);
            foreach (var half in events.Chunk((events.Count + 1) / 2))
            {
                receipts.AddRange(await RecordAsync([.. half], cancellationToken));
            }

            return [.. receipts];
        }
    }

    private List<ReadEvent> ReadSafely(EventReader reader, InboundMessage message, Dictionary<string, SenderRights?> senders)
    {
        try
        {
            return Read(reader, message, senders);
        }
        catch (JsonException)
        {
            return [ReadEvent.Refused(Rules.Json.At(""))];
        }
        catch (Exception bug) when (bug is not InboundWaitException)
        {
            // Whatever it is, it must not come again for ever. The text of an exception may quote what was sent.
            log.LogError("A message cannot be read: {Reason} at {Place}", bug.GetType().Name, bug.TargetSite?.Name);
            return [ReadEvent.Refused(Rules.Unrecordable.At(""))];
        }
    }

    private List<ReadEvent> Read(EventReader reader, InboundMessage message, Dictionary<string, SenderRights?> senders)
    {
        if (RightsOf(message.User, senders) is not { } rights)
        {
            return [ReadEvent.Refused(Rules.Sender.At(""))];
        }

        if (message.Body is not { } body)
        {
            return [ReadEvent.Refused(Rules.TooLarge.At(""))];
        }

        // Many clients say so of every text.
        var mode = message.ContentEncoding is null or "" or "identity" || message.ContentEncoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? MediaTypes.Mode(message.ContentType, message, static message => MessageMode.IsIn(message.Headers))
            : null;
        if (mode is null)
        {
            return [ReadEvent.Refused(Rules.Envelope.At(""))];
        }

        if (!EventBody.IsText(body, out var text))
        {
            return [ReadEvent.Refused(Rules.Json.At(""))];
        }

        switch (mode)
        {
            case ContentMode.Batch:
                return Batch.Split(text, Batch.Most + 1) is not { } items ? [ReadEvent.Refused(Rules.Kind.At("", "Must be an array."))]
                    : items.Count > Batch.Most ? [ReadEvent.Refused(Rules.TooManyEvents.At(""))]
                    : items.ConvertAll(item => rights.Check(reader.ReadStructured(item, ContentMode.Batch)));
            case ContentMode.Structured:
                return [rights.Check(reader.ReadStructured(text, ContentMode.Structured))];
            default:
                var (draft, headers) = MessageMode.Read(message.Headers, message.ContentType!);
                return [rights.Check(reader.ReadBinary(draft, text, headers))];
        }
    }

    private SenderRights? RightsOf(string? user, Dictionary<string, SenderRights?> senders)
    {
        if (user is null)
        {
            return null;
        }

        if (!senders.TryGetValue(user, out var rights))
        {
            var key = keys.Find(user);
            if (key is null && !keys.AreAllKnown)
            {
                throw new InboundWaitException("The keys that say what senders may send cannot be read");
            }

            rights = key is not null && Caller.Of(key).Has(Scopes.SendEvents) ? new(key) : null;
            senders.Add(user, rights);
        }

        return rights;
    }

    // The sender's own text: told back only where it can be no more than an id.
    private static string? CorrelationId(InboundMessage message) =>
        message.MessageId is { } id && Text.Fits(id, Patterns.Id) && PersonalShapes.CheckedIn(id) is null ? id : null;

    private static byte[] Identity(InboundMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in (string?[])[message.User, message.ContentType, message.MessageId])
        {
            Append(hash, Encoding.UTF8.GetBytes(text ?? ""), length);
        }

        if (MessageMode.IsIn(message.Headers))
        {
            foreach (var (name, value) in message.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
            {
                Append(hash, Encoding.UTF8.GetBytes($"{name}={value as string}"), length);
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        hash.AppendData(length);
        Append(hash, message.Body ?? [], length);
        return hash.GetHashAndReset()[..16];

        static void Append(IncrementalHash hash, byte[] bytes, Span<byte> length)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
