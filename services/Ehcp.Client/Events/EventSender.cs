using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ehcp.Client;

/// <summary>
/// Sends events to Intake. An event counts once by its source and id, so that whatever has no answer may be sent again; the client of
/// <see cref="EhcpHttp"/> does so. Safe for several threads.
/// </summary>
/// <param name="intake">A client of Intake, as <see cref="EhcpHttp.Create"/> makes one.</param>
public sealed class EventSender(HttpClient intake)
{
    /// <summary>The most events that one batch may hold.</summary>
    public const int MostInABatch = 1_000;

    // Below the 2 MB that an installation takes unless it is set otherwise.
    private const int MostBytes = 1_500_000;

    private static readonly Uri Events = new("v1/events", UriKind.Relative);
    private static readonly MediaTypeHeaderValue One = new("application/cloudevents+json");
    private static readonly MediaTypeHeaderValue Several = new("application/cloudevents-batch+json");

    /// <summary>Sends one event.</summary>
    /// <param name="one">The event.</param>
    /// <param name="cancellationToken">Stops trying. The event may have been taken all the same: send it again.</param>
    /// <returns>What became of it, a refusal of this event included.</returns>
    /// <exception cref="EventsNotSentException">It is not known to be taken, and not for what it holds: an unknown key, or a service that is away.</exception>
    /// <exception cref="HttpRequestException">No answer came, however often it was tried.</exception>
    public async Task<EventReceipt> SendAsync(CaseEvent one, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(one);
        using var answer = await PostAsync(one.ToJson(), One, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            return await ReadAsync(answer, ReceiptJson.Default.EventReceipt, cancellationToken).ConfigureAwait(false);
        }

        var refusal = await RefusalAsync(answer, cancellationToken).ConfigureAwait(false);
        return refusal?.Errors is { Count: > 0 } errors && (int)answer.StatusCode is >= 400 and < 500
            ? new(one.Id, one.Source, answer.StatusCode == HttpStatusCode.Conflict ? EventStatus.Conflict : EventStatus.Rejected, Errors: errors)
            : throw NotSent(answer, refusal);
    }

    /// <summary>Sends a batch. Good events are taken whatever the others are.</summary>
    /// <param name="batch">At most <see cref="MostInABatch"/> events.</param>
    /// <param name="cancellationToken">Stops trying. The events may have been taken all the same: send them again.</param>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="ArgumentException">There are too many.</exception>
    /// <exception cref="EventsNotSentException">None of them is known to be taken.</exception>
    /// <exception cref="HttpRequestException">No answer came, however often it was tried.</exception>
    public Task<IReadOnlyList<EventReceipt>> SendAsync(IReadOnlyCollection<CaseEvent> batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.Count > MostInABatch
            ? throw new ArgumentException($"A batch may hold {MostInABatch} events.", nameof(batch))
            : SendAsync([.. batch.Select(one => one.ToJson())], cancellationToken);
    }

    /// <summary>
    /// Sends any number of events in batches, several at a time, and gives what became of each in their order. Reads ahead no further than it sends, so that
    /// memory stays the same however many there are.
    /// </summary>
    /// <param name="events">The events. Where it breaks off, begin again: what was taken is a duplicate then.</param>
    /// <param name="atOnce">How many batches are under way at the same time, 1 or more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EventsNotSentException">A batch is not known to be taken; those after it neither.</exception>
    /// <exception cref="HttpRequestException">No answer came, however often it was tried.</exception>
    public async IAsyncEnumerable<SentEvent> SendAsync(
        IAsyncEnumerable<CaseEvent> events, int atOnce = 2, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<IEnumerable<SentEvent>>>();
        try
        {
            await foreach (var batch in BatchesAsync(events, stop.Token).ConfigureAwait(false))
            {
                underWay.Enqueue(SendAsync(batch, stop.Token));
                if (underWay.Count >= atOnce)
                {
                    foreach (var sent in await underWay.Dequeue().ConfigureAwait(false))
                    {
                        yield return sent;
                    }
                }
            }

            while (underWay.TryDequeue(out var oldest))
            {
                foreach (var sent in await oldest.ConfigureAwait(false))
                {
                    yield return sent;
                }
            }
        }
        finally
        {
            // Nothing is left behind when one batch fails, or the reader has had enough.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IEnumerable<SentEvent>> SendAsync(List<(CaseEvent Event, byte[] Json)> batch, CancellationToken cancellationToken) =>
        batch.Zip(
            await SendAsync(batch.ConvertAll(one => one.Json), cancellationToken).ConfigureAwait(false), (one, receipt) => new SentEvent(one.Event, receipt));

    private static async IAsyncEnumerable<List<(CaseEvent Event, byte[] Json)>> BatchesAsync(
        IAsyncEnumerable<CaseEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (batch, bytes) = (new List<(CaseEvent, byte[])>(), 0);
        await foreach (var one in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var json = one.ToJson();
            if (batch.Count == MostInABatch || (batch.Count > 0 && bytes + json.Length + 1 > MostBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add((one, json));
            bytes += json.Length + 1;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task<IReadOnlyList<EventReceipt>> SendAsync(List<byte[]> events, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(events.Sum(one => one.Length + 1) + 2);
        body.WriteByte((byte)'[');
        for (var at = 0; at < events.Count; at++)
        {
            body.Write(at == 0 ? [] : ","u8);
            body.Write(events[at]);
        }

        body.WriteByte((byte)']');
        using var answer = await PostAsync(body.ToArray(), Several, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw NotSent(answer, await RefusalAsync(answer, cancellationToken).ConfigureAwait(false));
        }

        var receipts = await ReadAsync(answer, ReceiptJson.Default.EventReceiptArray, cancellationToken).ConfigureAwait(false);
        return receipts.Length == events.Count
            ? receipts
            : throw new EventsNotSentException((int)answer.StatusCode, null, $"{events.Count} events were sent, and {receipts.Length} were answered.");
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, MediaTypeHeaderValue mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Events) { Content = new ByteArrayContent(body) { Headers = { ContentType = mediaType } } };
        return await intake.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken).ConfigureAwait(false) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new EventsNotSentException((int)answer.StatusCode, null, "The answer is none of Intake's. Look whether the address is right.");
        }
    }

    private static async Task<Refusal?> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(answer, ReceiptJson.Default.Refusal, cancellationToken).ConfigureAwait(false);
        }
        catch (EventsNotSentException)
        {
            return null;
        }
    }

    private static EventsNotSentException NotSent(HttpResponseMessage answer, Refusal? refusal) => new(
        (int)answer.StatusCode, refusal?.Type, refusal?.Title is { } title ? $"{title}. {refusal.Detail}" : $"Intake answered {(int)answer.StatusCode}.");
}
