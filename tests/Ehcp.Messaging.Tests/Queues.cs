using RabbitMQ.Client;

namespace Ehcp.Messaging.Tests;

/// <summary>The broker, seen by a person who looks into its queues.</summary>
public sealed class Queues(Uri uri) : IAsyncDisposable
{
    private readonly Lazy<Task<IConnection>> _connection = new(() => new ConnectionFactory { Uri = uri }.CreateConnectionAsync());

    /// <summary>Takes the next message; null when there is none.</summary>
    public async Task<BasicGetResult?> TakeAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        return await TakeAsync(channel, queue);
    }

    /// <summary>Takes <paramref name="count"/> messages, waiting for them.</summary>
    public async Task<IReadOnlyList<BasicGetResult>> TakeAsync(string queue, int count)
    {
        await using var channel = await ChannelAsync();
        var taken = new List<BasicGetResult>();
        await TestKit.Until.TrueAsync(async () =>
        {
            while (taken.Count < count && await TakeAsync(channel, queue) is { } message)
            {
                taken.Add(message);
            }

            return taken.Count == count;
        }, cancellationToken: TestContext.Current.CancellationToken);
        return taken;
    }

    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        return await channel.MessageCountAsync(queue, TestContext.Current.CancellationToken);
    }

    /// <returns>The message's id.</returns>
    public async Task<string> PutAsync(string queue, ReadOnlyMemory<byte> body)
    {
        await using var channel = await ChannelAsync();
        var id = Guid.NewGuid().ToString();
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { ContentType = "application/json", MessageId = id },
            body, TestContext.Current.CancellationToken);
        return id;
    }

    /// <summary>As another system does it: a queue of its own, bound to an exchange of ours.</summary>
    public async Task BindNewAsync(string exchange, string queue)
    {
        await using var channel = await ChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueBindAsync(queue, exchange, "", cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task UnbindAsync(string exchange, string queue)
    {
        await using var channel = await ChannelAsync();
        await channel.ExchangeUnbindAsync(queue, exchange, "", cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task DeleteExchangeAsync(string exchange)
    {
        await using var channel = await ChannelAsync();
        await channel.ExchangeDeleteAsync(exchange, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await (await _connection.Value).DisposeAsync();
        }
    }

    private static Task<BasicGetResult?> TakeAsync(IChannel channel, string queue) =>
        channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken);

    private async Task<IChannel> ChannelAsync() => await (await _connection.Value).CreateChannelAsync(
        new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), TestContext.Current.CancellationToken);
}
