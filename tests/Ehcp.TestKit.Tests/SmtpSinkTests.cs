using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Ehcp.TestKit.Tests;

public sealed class SmtpSinkTests : IAsyncDisposable
{
    private readonly SmtpSink _sink = SmtpSink.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_comes_through_as_it_was_sent()
    {
        using var sent = Message("Fällig am Montag", "first line\r\n.\r\n..two dots\r\nlast line – £5");

        await SendAsync(sent);

        var mail = await _sink.WaitForAsync(m => m.MessageId == sent.MessageId, cancellationToken: Token);
        Assert.Equal("Fällig am Montag", mail.Subject);
        Assert.Equal("first line\r\n.\r\n..two dots\r\nlast line – £5", mail.Text?.ReplaceLineEndings("\r\n").TrimEnd());
        Assert.Equal("alerts@council.example", mail.From);
        Assert.Equal(["officer@council.example", "manager@council.example"], mail.To);
    }

    [Fact]
    public async Task Scripted_answers_are_given_in_order_and_then_the_usual_one_again()
    {
        _sink.AnswerNext(SmtpAnswer.TryLater, SmtpAnswer.Refuse, SmtpAnswer.RefuseRecipients);

        Assert.Equal(SmtpStatusCode.ErrorInProcessing, (await RefusalAsync()).StatusCode);
        Assert.Equal(SmtpStatusCode.MailboxUnavailable, (await RefusalAsync()).StatusCode);
        Assert.Equal(SmtpErrorCode.RecipientNotAccepted, (await RefusalAsync()).ErrorCode);
        Assert.Empty(_sink.Messages);

        await SendAsync(Message());

        Assert.Single(_sink.Messages);
        Assert.Equal(4, _sink.Attempts);
    }

    [Fact]
    public async Task A_dropped_message_is_not_kept()
    {
        _sink.AnswerNext(SmtpAnswer.Drop);

        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(Message()));

        Assert.Empty(_sink.Messages);
        Assert.Equal(1, _sink.Attempts);
    }

    [Fact]
    public async Task A_message_can_be_kept_though_its_sender_is_never_told()
    {
        _sink.AnswerNext(SmtpAnswer.AcceptAndDrop);

        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(Message()));

        Assert.Single(_sink.Messages);
    }

    [Fact]
    public async Task A_sink_that_hangs_does_not_answer()
    {
        _sink.AnswerAlways(SmtpAnswer.Hang);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        impatient.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(Message(), impatient.Token));

        Assert.Empty(_sink.Messages);
    }

    [Fact]
    public async Task Several_messages_go_over_one_connection()
    {
        using var client = await ConnectAsync(Token);
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync(Message($"message {i}"), Token);
        }

        await client.DisconnectAsync(true, Token);

        Assert.Equal(["message 0", "message 1", "message 2"], _sink.Messages.Select(m => m.Subject));
    }

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    private static MimeMessage Message(string subject = "A subject", string text = "A text") => new(
        [new MailboxAddress("", "alerts@council.example")],
        [new MailboxAddress("", "officer@council.example"), new MailboxAddress("", "manager@council.example")],
        subject,
        new TextPart("plain") { Text = text });

    private async Task<SmtpCommandException> RefusalAsync() => await Assert.ThrowsAsync<SmtpCommandException>(() => SendAsync(Message()));

    private async Task SendAsync(MimeMessage message, CancellationToken? cancellationToken = null)
    {
        using var client = await ConnectAsync(cancellationToken ?? Token);
        await client.SendAsync(message, cancellationToken ?? Token);
        await client.DisconnectAsync(true, cancellationToken ?? Token);
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", _sink.Port, SecureSocketOptions.None, cancellationToken);
        return client;
    }
}
