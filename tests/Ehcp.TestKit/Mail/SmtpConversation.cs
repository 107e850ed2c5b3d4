using System.Text;

namespace Ehcp.TestKit;

/// <summary>How a conversation ended.</summary>
internal enum SmtpEnd
{
    Over,

    /// <summary>The caller has said STARTTLS and waits for the handshake.</summary>
    Secure,
}

/// <summary>One connection to an <see cref="SmtpSink"/>.</summary>
internal sealed class SmtpConversation(SmtpSink sink, Stream stream) : IDisposable
{
    // One byte is one character: content of any encoding comes through unchanged.
    private readonly StreamReader _reader = new(stream, Encoding.Latin1, false, 4096);
    private readonly List<string> _to = [];
    private string? _from;
    private SmtpAnswer _answer;
    private bool _signedIn = sink.Guard?.User is null;

    private bool IsSecure => stream is System.Net.Security.SslStream || sink.Guard is null;

    public async Task<SmtpEnd> RunAsync(CancellationToken cancellationToken, bool greet = true)
    {
        if (greet)
        {
            await ReplyAsync("220 sink ready", cancellationToken);
        }

        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var verb = line.Split(' ', 2)[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    var offer = IsSecure ? sink.Guard?.User is null ? "" : "250-AUTH PLAIN\r\n" : "250-STARTTLS\r\n";
                    await ReplyAsync($"250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n{offer}250 SIZE 10485760", cancellationToken);
                    break;
                case "HELO":
                    await ReplyAsync("250 sink", cancellationToken);
                    break;
                case "STARTTLS" when !IsSecure:
                    await ReplyAsync("220 go ahead", cancellationToken);
                    return SmtpEnd.Secure;
                case "AUTH" when IsSecure && sink.Guard?.User is { } user:
                    _signedIn = line.Split(' ') is [_, "PLAIN", var said]
                        && Encoding.UTF8.GetString(Convert.FromBase64String(said)) == $"\0{user}\0{sink.Guard.Password}";
                    await ReplyAsync(_signedIn ? "235 2.7.0 signed in" : "535 5.7.8 not known", cancellationToken);
                    break;
                case "MAIL" when !IsSecure || !_signedIn:
                    await ReplyAsync("530 5.7.0 first STARTTLS and sign in", cancellationToken);
                    break;
                case "MAIL":
                    BeginMessage(AddressIn(line));
                    await ReplyAsync("250 sender taken", cancellationToken);
                    break;
                case "RCPT":
                    await ReplyAsync(TakeRecipient(AddressIn(line)), cancellationToken);
                    break;
                case "DATA" when _from is null || _to.Count == 0:
                    await ReplyAsync("503 sender and recipient first", cancellationToken);
                    break;
                case "DATA":
                    if (!await TakeContentAsync(cancellationToken))
                    {
                        return SmtpEnd.Over;
                    }

                    break;
                case "RSET":
                    (_from, _answer) = (null, default);
                    _to.Clear();
                    await ReplyAsync("250 forgotten", cancellationToken);
                    break;
                case "NOOP":
                    await ReplyAsync("250 still here", cancellationToken);
                    break;
                case "QUIT":
                    await ReplyAsync("221 bye", cancellationToken);
                    return SmtpEnd.Over;
                default:
                    await ReplyAsync("502 not known here", cancellationToken);
                    break;
            }
        }

        return SmtpEnd.Over;
    }

    public void Dispose() => _reader.Dispose();

    private void BeginMessage(string from)
    {
        (_from, _answer) = (from, sink.AnswerToNext());
        _to.Clear();
    }

    private string TakeRecipient(string to)
    {
        if (_from is null)
        {
            return "503 sender first";
        }

        if (_answer == SmtpAnswer.RefuseRecipients)
        {
            return "550 5.1.1 nobody of this name";
        }

        _to.Add(to);
        return "250 recipient taken";
    }

    /// <returns>Whether the conversation goes on.</returns>
    private async Task<bool> TakeContentAsync(CancellationToken cancellationToken)
    {
        await ReplyAsync("354 end with a line that is a dot", cancellationToken);
        if (_answer == SmtpAnswer.Drop)
        {
            return false;
        }

        var mail = new ReceivedMail(_from!, [.. _to], await ReadContentAsync(cancellationToken));
        if (_answer is SmtpAnswer.Accept or SmtpAnswer.AcceptAndDrop or SmtpAnswer.AcceptAndHang)
        {
            sink.Keep(mail);
        }

        (_from, var answer) = (null, _answer);
        _to.Clear();
        switch (answer)
        {
            case SmtpAnswer.AcceptAndDrop:
                return false;
            case SmtpAnswer.Hang or SmtpAnswer.AcceptAndHang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return false;
            case SmtpAnswer.TryLater:
                await ReplyAsync("451 4.3.0 try again later", cancellationToken);
                return true;
            case SmtpAnswer.Refuse:
                await ReplyAsync("550 5.7.1 not taken", cancellationToken);
                return true;
            default:
                await ReplyAsync($"250 2.0.0 taken as {mail.Content.Length}", cancellationToken);
                return true;
        }
    }

    private async Task<byte[]> ReadContentAsync(CancellationToken cancellationToken)
    {
        var content = new StringBuilder();
        while (true)
        {
            var line = await _reader.ReadLineAsync(cancellationToken) ?? throw new IOException("The sender went away within a message.");
            if (line == ".")
            {
                return Encoding.Latin1.GetBytes(content.ToString());
            }

            content.Append(line.StartsWith('.') ? line.AsSpan(1) : line).Append("\r\n");
        }
    }

    private static string AddressIn(string line)
    {
        var start = line.IndexOf('<', StringComparison.Ordinal);
        var end = line.IndexOf('>', StringComparison.Ordinal);
        return start >= 0 && end > start ? line[(start + 1)..end] : "";
    }

    private async Task ReplyAsync(string reply, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), cancellationToken);
}
