using System.Text;
using RabbitMQ.Client;

namespace Ehcp.Messaging.Inbound;

/// <summary>A message of another system, as it came.</summary>
public sealed class InboundMessage
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IDictionary<string, object?>? _raw;
    private Dictionary<string, object?>? _headers;

    internal InboundMessage(ulong tag, bool redelivered, IReadOnlyBasicProperties properties, byte[]? body, int length)
    {
        (Tag, IsRedelivered, Body, Length) = (tag, redelivered, body, length);
        User = properties.IsUserIdPresent() ? properties.UserId : null;
        ContentType = properties.IsContentTypePresent() ? properties.ContentType : null;
        ContentEncoding = properties.IsContentEncodingPresent() ? properties.ContentEncoding : null;
        MessageId = properties.IsMessageIdPresent() ? properties.MessageId : null;
        _raw = properties.Headers;
    }

    /// <summary>The broker's user who sent it, as the broker itself has checked; null where the message does not say, and so nobody knows.</summary>
    public string? User { get; }

    /// <summary>The property <c>content-type</c>; null where there is none.</summary>
    public string? ContentType { get; }

    /// <summary>The property <c>content-encoding</c>; null where there is none.</summary>
    public string? ContentEncoding { get; }

    /// <summary>The sender's own name for the message: any text at all. Null where there is none.</summary>
    public string? MessageId { get; }

    /// <summary>Whether it was given out before. Then some of it may have been dealt with, and it is not known how much.</summary>
    public bool IsRedelivered { get; }

    /// <summary>
    /// The headers, by names of any kind: a text is a <see cref="string"/>, one that is not UTF-8 a <c>byte[]</c>, a time of the calendar a
    /// <see cref="DateTimeOffset"/>; whatever else there is comes as the client has it.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Headers => _headers ??= _raw?.ToDictionary(header => header.Key, header => Plain(header.Value)) ?? [];

    /// <summary>The body; null where it is longer than <see cref="IInboundReceiver.MostBytes"/>.</summary>
    public byte[]? Body { get; }

    /// <summary>How many bytes the body has, also where it is not kept.</summary>
    public int Length { get; }

    internal ulong Tag { get; }

    private static object? Plain(object? value)
    {
        try
        {
            return value switch
            {
                byte[] text => Strict.GetString(text),
                AmqpTimestamp time => DateTimeOffset.FromUnixTimeSeconds(time.UnixTime),
                _ => value,
            };
        }
        catch (ArgumentException)
        {
            return value; // no text, or no time
        }
    }
}

/// <summary>What is said of a message, or of a part of one, that is not taken.</summary>
/// <param name="MessageId">The sender's name for the message, where it may be told; else null.</param>
/// <param name="Body">JSON, without anything that the message said.</param>
public sealed record InboundRefusal(string? MessageId, ReadOnlyMemory<byte> Body);
