using Ehcp.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ehcp.Mail.Tests;

public sealed class NotifyMailChannelTests : IAsyncLifetime
{
    private static readonly OutgoingMail Mail = new("alert-1@ehcp.example", "pat@council.example", "1 plan overdue", "C-1 is late.", "<p>C-1 is late.</p>");

    private NotifyStub _notify = null!;
    private NotifyMailChannel _channel = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _notify = await NotifyStub.StartAsync();
        _channel = ChannelWith(NotifyStub.ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _notify.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_goes_as_subject_and_body_of_the_template_under_our_id_as_its_reference()
    {
        var receipt = Assert.IsType<MailReceipt.Accepted>(await _channel.SendAsync(Mail, Cancel));

        var taken = Assert.Single(_notify.Taken);
        Assert.Equal((receipt.ProviderId, "alert-1@ehcp.example", "pat@council.example", "1 plan overdue", "C-1 is late."),
            (taken.Id, taken.Reference, taken.To, taken.Subject, taken.Body));
    }

    [Theory]
    [InlineData(NotifyAnswer.RateLimit, "429 ")]
    [InlineData(NotifyAnswer.Fail, "500 ")]
    public async Task A_limit_and_an_error_of_Notifys_are_deferred(NotifyAnswer answer, string reason)
    {
        _notify.AnswerNext(answer);

        Assert.StartsWith(reason, Assert.IsType<MailReceipt.Deferred>(await _channel.SendAsync(Mail, Cancel)).Reason, StringComparison.Ordinal);
        Assert.IsType<MailReceipt.Accepted>(await _channel.SendAsync(Mail, Cancel));
    }

    [Theory]
    [InlineData(NotifyAnswer.Refuse, false)]
    [InlineData(NotifyAnswer.RefuseAddress, true)]
    public async Task What_Notify_will_never_take_is_refused(NotifyAnswer answer, bool address)
    {
        _notify.AnswerNext(answer);

        var refused = Assert.IsType<MailReceipt.Refused>(await _channel.SendAsync(Mail, Cancel));

        Assert.StartsWith("400 ", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(address, refused.Address);
    }

    [Fact]
    public async Task A_wrong_key_is_no_fault_of_the_mails()
    {
        using var wrong = ChannelWith(NotifyStub.ApiKey[..^1] + "1");

        Assert.StartsWith("403 ", Assert.IsType<MailReceipt.Deferred>(await wrong.SendAsync(Mail, Cancel)).Reason, StringComparison.Ordinal);
        Assert.Empty(_notify.Taken);
    }

    [Fact]
    public async Task Notify_away_is_a_deferral()
    {
        await _notify.DisposeAsync();

        Assert.IsType<MailReceipt.Deferred>(await _channel.SendAsync(Mail, Cancel));
        Assert.IsType<MailReceipt.Deferred>(await _channel.FindAsync(Mail.MessageId, Cancel));
        Assert.IsType<MailFate.Unknown>(await _channel.AskAsync(Guid.NewGuid().ToString(), Cancel));
    }

    [Fact]
    public async Task What_was_taken_without_an_answer_is_found_by_its_reference()
    {
        _notify.AnswerNext(NotifyAnswer.AcceptAndDrop);
        Assert.Null(await _channel.FindAsync(Mail.MessageId, Cancel));
        Assert.IsType<MailReceipt.Deferred>(await _channel.SendAsync(Mail, Cancel));

        Assert.Equal(Assert.Single(_notify.Taken).Id, Assert.IsType<MailReceipt.Accepted>(await _channel.FindAsync(Mail.MessageId, Cancel)).ProviderId);
        Assert.Null(await _channel.FindAsync("another@ehcp.example", Cancel));
    }

    [Fact]
    public async Task What_became_of_it_is_told_by_its_id()
    {
        await _channel.SendAsync(Mail, Cancel);
        var id = Assert.Single(_notify.Taken).Id;
        Assert.IsType<MailFate.Unknown>(await _channel.AskAsync(id, Cancel));
        _notify.Becomes(id, "delivered");
        Assert.IsType<MailFate.Delivered>(await _channel.AskAsync(id, Cancel));
        _notify.Becomes(id, "permanent-failure");
        Assert.Equal(new MailFate.Failed("permanent-failure", true), await _channel.AskAsync(id, Cancel));
        _notify.Becomes(id, "temporary-failure");
        Assert.Equal(new MailFate.Failed("temporary-failure", false), await _channel.AskAsync(id, Cancel));
        Assert.Null(await _channel.FindAsync(Mail.MessageId, Cancel)); // came back: may be sent again
    }

    [Theory]
    [InlineData("smtp", "", "", "", "Ehcp:Mail:Smtp:Host is not set.")]
    [InlineData("smtp", "localhost", "", "", null)]
    [InlineData("pigeon", "localhost", "", "", "Ehcp:Mail:Channel is neither smtp nor notify.")]
    [InlineData("notify", "", "", NotifyStub.TemplateId, "Ehcp:Mail:Notify:ApiKey is not a name, the service's id and the secret, joined by hyphens.")]
    [InlineData("notify", "", NotifyStub.ApiKey, "1", "Ehcp:Mail:Notify:TemplateId is not the id of a template.")]
    [InlineData("notify", "", NotifyStub.ApiKey, NotifyStub.TemplateId, null)]
    public void Half_of_the_settings_is_told_at_start(string channel, string host, string key, string template, string? wrong) => Assert.Equal(
        wrong,
        new MailSettings { Channel = channel, Smtp = new() { Host = host }, Notify = new() { ApiKey = key, TemplateId = template } }.Validate(new(new object()))
            .Select(result => result.ErrorMessage).FirstOrDefault());

    private NotifyMailChannel ChannelWith(string key) => new(
        Options.Create(new MailSettings
        {
            Channel = "notify",
            From = "ehcp@council.example",
            Notify = new() { ApiKey = key, TemplateId = NotifyStub.TemplateId, Url = _notify.Url.ToString() }
        }),
        NullLogger<NotifyMailChannel>.Instance);
}
