using Ehcp.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ehcp.Mail.Tests;

public sealed class SmtpMailChannelTests : IAsyncLifetime
{
    private static readonly OutgoingMail Mail = new(
        "alert-1@ehcp.example", "case.officer@council.example", "Final plan due in 7 days: B-1042", "The final plan is due on 26 May.",
            "<p>The final plan is due on 26 May.</p>");

    private readonly SmtpSink _sink = SmtpSink.Start();
    private readonly SmtpMailChannel _channel;

    public SmtpMailChannelTests() => _channel = ChannelTo(_sink.Port);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _sink.DisposeAsync();
    }

    [Fact]
    public async Task An_accepted_mail_has_text_and_html_its_own_id_and_says_it_is_automatic()
    {
        var receipt = Assert.IsType<MailReceipt.Accepted>(await _channel.SendAsync(Mail, Cancel));

        var sent = Assert.Single(_sink.Messages);
        Assert.StartsWith("2.0.0 taken as", receipt.ProviderId, StringComparison.Ordinal);
        Assert.Equal("alert-1@ehcp.example", sent.MessageId);
        Assert.Equal("Final plan due in 7 days: B-1042", sent.Subject);
        Assert.Equal("The final plan is due on 26 May.", sent.Text?.TrimEnd());
        Assert.Equal("<p>The final plan is due on 26 May.</p>", sent.Html?.TrimEnd());
        Assert.Equal("multipart/alternative", sent.Message.Body?.ContentType.MimeType);
        Assert.Equal("auto-generated", sent.Message.Headers["Auto-Submitted"]);
        Assert.Equal("All", sent.Message.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("send@council.example", sent.From);
        Assert.Equal(["case.officer@council.example"], sent.To);
    }

    [Theory]
    [InlineData(SmtpAnswer.TryLater, "451")]
    [InlineData(SmtpAnswer.Drop, "")]
    [InlineData(SmtpAnswer.AcceptAndDrop, "")]
    public async Task What_the_server_did_not_clearly_take_is_deferred_and_repeated_under_the_same_id(SmtpAnswer answer, string reason)
    {
        _sink.AnswerNext(answer);

        var receipt = Assert.IsType<MailReceipt.Deferred>(await _channel.SendAsync(Mail, Cancel));

        Assert.Contains(reason, receipt.Reason, StringComparison.Ordinal);
        Assert.IsType<MailReceipt.Accepted>(await _channel.SendAsync(Mail, Cancel));
        Assert.Single(_sink.Messages.Select(message => message.MessageId).Distinct());
    }

    [Theory]
    [InlineData(SmtpAnswer.Refuse, "550")]
    [InlineData(SmtpAnswer.RefuseRecipients, "550")]
    public async Task What_the_server_will_never_take_is_refused_and_the_next_mail_goes(SmtpAnswer answer, string reason)
    {
        _sink.AnswerNext(answer);

        var receipt = Assert.IsType<MailReceipt.Refused>(await _channel.SendAsync(Mail, Cancel));

        Assert.StartsWith(reason, receipt.Reason, StringComparison.Ordinal);
        Assert.IsType<MailReceipt.Accepted>(await _channel.SendAsync(Mail, Cancel));
    }

    [Fact]
    public async Task An_absent_server_defers()
    {
        using var channel = ChannelTo(1);

        Assert.IsType<MailReceipt.Deferred>(await channel.SendAsync(Mail, Cancel));
    }

    [Theory]
    [InlineData("Due\r\nBcc: everybody@council.example", "a@council.example", "alert-1@ehcp.example")]
    [InlineData("Due\nBcc: everybody@council.example", "a@council.example", "alert-1@ehcp.example")]
    [InlineData("Due", "a@council.example\r\nBcc: everybody@council.example", "alert-1@ehcp.example")]
    [InlineData("Due", "a@council.example, b@council.example", "alert-1@ehcp.example")]
    [InlineData("Due", "Group: a@council.example;", "alert-1@ehcp.example")]
    [InlineData("Due", "not an address", "alert-1@ehcp.example")]
    [InlineData("Due", "a@council.example", "alert-1@ehcp.example>\r\nBcc: everybody@council.example")]
    public async Task Nothing_from_outside_becomes_a_header_or_a_second_recipient(string subject, string to, string messageId)
    {
        Assert.IsType<MailReceipt.Refused>(await _channel.SendAsync(Mail with { Subject = subject, To = to, MessageId = messageId }, Cancel));

        Assert.Equal(0, _sink.Attempts);
    }

    [Theory]
    [InlineData("pat..lee@council.example")]
    [InlineData(".pat@council.example")]
    [InlineData("pat.@council.example")]
    [InlineData("pat@council")]
    [InlineData("not an address")]
    public async Task An_address_that_no_mail_can_go_to_is_refused_as_an_address(string to) =>
        Assert.True(Assert.IsType<MailReceipt.Refused>(await _channel.SendAsync(Mail with { To = to }, Cancel)).Address);

    [Fact]
    public async Task A_mail_that_cannot_be_written_says_nothing_of_its_address() =>
        Assert.False(Assert.IsType<MailReceipt.Refused>(await _channel.SendAsync(Mail with { Subject = "Due\nnow" }, Cancel)).Address);

    // Each stands at an edge of what the door for events takes.
    [Theory]
    [InlineData("o'hara+plans@council.example")]
    [InlineData("a.b-c_d!#$%&*/=?^`{|}~@council.example")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234@send.1-a.council.example")]
    [InlineData("--@council.example")]
    public async Task What_the_door_takes_as_an_address_is_mailed(string to)
    {
        Assert.True(Contracts.EmailAddresses.IsOne(to));

        Assert.IsType<MailReceipt.Accepted>(await _channel.SendAsync(Mail with { To = to }, Cancel));

        Assert.Equal([to], Assert.Single(_sink.Messages).To);
    }

    [Theory]
    [InlineData("ehcp@council.example", "council.example")]
    [InlineData("EHCP deadlines <ehcp@send.council.example>", "send.council.example")]
    public void A_Message_ID_ends_in_the_domain_mails_come_from(string from, string domain) => Assert.Equal(domain, new MailSettings { From = from }.Domain);

    [Theory]
    [InlineData("ehcp..x@council.example")]
    [InlineData("EHCP <ehcp@council>")]
    [InlineData("a@council.example, b@council.example")]
    public void Mails_come_from_one_address_that_exists(string from) =>
        Assert.Contains(
            new MailSettings { From = from, Smtp = new() { Host = "localhost" } }.Validate(new(new object())), wrong =>
                wrong.ErrorMessage == "Ehcp:Mail:From is not one e-mail address.");

    [Fact]
    public async Task Mails_that_come_together_go_one_after_the_other_over_one_connection()
    {
        var receipts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => _channel.SendAsync(Mail with { MessageId = $"alert-{number}@ehcp.example" }, Cancel)));

        Assert.All(receipts, receipt => Assert.IsType<MailReceipt.Accepted>(receipt));
        Assert.Equal(20, _sink.Messages.Select(message => message.MessageId).Distinct().Count());
    }

    private static SmtpMailChannel ChannelTo(int port) => new(
        Options.Create(
            new MailSettings { From = "send@council.example", Smtp = new SmtpSettings { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None } }),
        TimeProvider.System, NullLogger<SmtpMailChannel>.Instance);
}
