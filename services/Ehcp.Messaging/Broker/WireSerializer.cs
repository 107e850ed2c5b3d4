using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using Ehcp.Contracts;
using MassTransit;
using MassTransit.Serialization;

namespace Ehcp.Messaging.Broker;

/// <summary>Raw JSON both ways: an outbox row's bytes go out as they are, and come in by <see cref="ContractsJson.Options"/>.</summary>
internal sealed class WireSerializer : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    internal static readonly ContentType Json = new("application/json");

    public ContentType ContentType => Json;

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context) where T : class => context.Message is IWireBody row
        ? new MemoryMessageBody(row.Body)
        : throw new NotSupportedException($"{typeof(T).Name} was sent past the outbox. Only the relay publishes.");

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) => new BodyConsumeContext(
        receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        new Received(body, new RawMessageContext(headers, destinationAddress!, RawSerializerOptions.Default));

    public void Probe(ProbeContext context) => context.CreateScope("raw-json");

    /// <summary>A queue holds one type of message, so the consumer's type says what to read; a newer sender may name another.</summary>
    private sealed class Received(MessageBody body, MessageContext message)
        : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, message, [])
    {
        public override bool IsSupportedMessageType<T>() => true;

        public override bool IsSupportedMessageType(Type messageType) => true;

        public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message) where T : class
        {
            message = TryGetMessage(typeof(T), out var read) ? (T)read : null;
            return message is not null;
        }

        public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
        {
            try
            {
                message = JsonSerializer.Deserialize(body.GetBytes(), ContractsJson.Options.GetTypeInfo(messageType));
                return message is not null;
            }
            catch (JsonException exception)
            {
                // The parser's own words quote the body, and a body is about a child: no log and no header may have them.
                throw new SerializationException(
                    $"Not a {messageType.Name}: unreadable at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
            }
        }

        public override IMessageSerializer GetMessageSerializer() => new CopyBodySerializer(Json, body);

        public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => GetMessageSerializer();

        public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => GetMessageSerializer();

        public override Dictionary<string, object> ToDictionary<T>(T? message) where T : class =>
            throw new NotSupportedException("Contracts are records, not dictionaries.");
    }
}
