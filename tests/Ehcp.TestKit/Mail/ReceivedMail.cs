using MimeKit;

namespace Ehcp.TestKit;

/// <summary>A message that the sink answered for.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Content">As it came, dots unstuffed.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, ReadOnlyMemory<byte> Content)
{
    private readonly Lazy<MimeMessage> _message = new(() => MimeMessage.Load(new MemoryStream(Content.ToArray())));

    public MimeMessage Message => _message.Value;

    public string MessageId => Message.MessageId ?? "";

    public string Subject => Message.Subject ?? "";

    public string? Text => Message.TextBody;

    public string? Html => Message.HtmlBody;
}
