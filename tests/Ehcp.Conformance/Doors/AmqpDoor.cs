using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ehcp.Conformance.Doors;

/// <summary>An installation's door for events at a broker, for the broker's user who is called like the key.</summary>
/// <param name="broker">Its address, with the user.</param>
internal sealed class AmqpDoor(Uri broker) : IAsyncDisposable
{
    /// <summary>Where events are published.</summary>
    public const string Exchange = "ehcp.inbound";

    private IConnection? _connection;

    private string User => Uri.UnescapeDataString(broker.UserInfo.Split(':', 2)[0]);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    /// <summary>Publishes a text in structured or batch mode, and gives what the broker said: <c>confirmed</c>, or why not.</summary>
    public Task<string> PublishAsync(string body, string contentType, CancellationToken stop, string? encoding = null) =>
        PublishAsync(Encoding.UTF8.GetBytes(body), new BasicProperties { ContentType = contentType, ContentEncoding = encoding }, stop);

    /// <summary>Publishes an event in binary mode.</summary>
    /// <param name="one">The event.</param>
    /// <param name="prefix">What the headers of its attributes begin with.</param>
    /// <param name="stop">Stops it.</param>
    public Task<string> PublishAsync(JsonObject one, string prefix, CancellationToken stop) => PublishAsync(
        Encoding.UTF8.GetBytes(one["data"]!.ToJsonString()),
        new BasicProperties
        {
            ContentType = "application/json",
            Headers = one.Where(member => member.Key != "data").ToDictionary(member => prefix + member.Key, member => (object?)(string)member.Value!),
        },
        stop);

    /// <summary>Publishes to another exchange.</summary>
    public Task<string> PublishElsewhereAsync(string exchange, CancellationToken stop) =>
        TryAsync(channel => channel.BasicPublishAsync(exchange, "event", mandatory: false, new BasicProperties { UserId = User }, "{}"u8.ToArray(), stop).AsTask(), stop);

    /// <summary>Publishes under the name of another user.</summary>
    public Task<string> PublishAsAnotherAsync(CancellationToken stop) =>
        TryAsync(channel => channel.BasicPublishAsync(Exchange, "event", false, new BasicProperties { UserId = User + "-of-another" }, "{}"u8.ToArray(), stop).AsTask(), stop);

    /// <summary>Reads a queue of the door.</summary>
    public Task<string> ReadAsync(string queue, CancellationToken stop) => TryAsync(channel => channel.BasicGetAsync(queue, autoAck: false, stop), stop);

    private Task<string> PublishAsync(byte[] body, BasicProperties envelope, CancellationToken stop)
    {
        envelope.UserId = User;
        envelope.Persistent = true;
        return TryAsync(channel => channel.BasicPublishAsync(Exchange, "event", mandatory: true, envelope, body, stop).AsTask(), stop);
    }

    // A channel of its own for each: the broker closes one whose user may not do something.
    private async Task<string> TryAsync(Func<IChannel, Task> act, CancellationToken stop)
    {
        try
        {
            _connection ??= await new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(stop);
            await using var channel = await _connection.CreateChannelAsync(
                new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stop);
            await act(channel);
            return "confirmed";
        }
        catch (OperationInterruptedException refused)
        {
            return $"refused: {refused.ShutdownReason?.ReplyCode}";
        }
        catch (Exception failure) when (failure is RabbitMQClientException or IOException)
        {
            return $"not confirmed: {failure.GetType().Name}";
        }
    }
}
