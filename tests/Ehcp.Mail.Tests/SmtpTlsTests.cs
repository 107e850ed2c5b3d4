using Ehcp.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ehcp.Mail.Tests;

/// <summary>Against a server with a certificate of its own authority, which asks for a sign-in.</summary>
public sealed class SmtpTlsTests
{
    private static readonly OutgoingMail Mail = new("alert-1@ehcp.example", "pat@council.example", "1 plan overdue", "C-1 is late.", "<p>C-1 is late.</p>");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Mails_go_encrypted_and_signed_in_over_one_connection(SmtpSecurity security)
    {
        await using var server = new Server(security == SmtpSecurity.Tls);
        using var channel = server.Channel(security);

        for (var number = 0; number < 5; number++)
        {
            Assert.IsType<MailReceipt.Accepted>(await channel.SendAsync(Mail with { MessageId = $"alert-{number}@ehcp.example" }, Cancel));
        }

        Assert.Equal(5, server.Sink.Messages.Count);
        Assert.Equal(1, server.Sink.Connections);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_certificate_of_an_authority_that_nobody_trusts_is_no_server_of_ours(SmtpSecurity security)
    {
        await using var server = new Server(security == SmtpSecurity.Tls);
        using var channel = server.Channel(security, trusted: false);

        Assert.IsType<MailReceipt.Deferred>(await channel.SendAsync(Mail, Cancel));
        Assert.Equal(0, server.Sink.Attempts);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_no_server_of_ours_either()
    {
        await using var server = new Server(implicitTls: true, host: "mail.elsewhere.example");
        using var channel = server.Channel(SmtpSecurity.Tls);

        Assert.IsType<MailReceipt.Deferred>(await channel.SendAsync(Mail, Cancel));
        Assert.Equal(0, server.Sink.Attempts);
    }

    [Fact]
    public async Task A_server_that_cannot_encrypt_is_told_nothing()
    {
        await using var sink = SmtpSink.Start();
        using var channel = Server.Channel(sink.Port, SmtpSecurity.StartTls, "", "secret");

        Assert.IsType<MailReceipt.Deferred>(await channel.SendAsync(Mail, Cancel));
        Assert.Equal(0, sink.Attempts);
    }

    [Fact]
    public async Task A_wrong_password_parks_nothing()
    {
        await using var server = new Server(implicitTls: false);
        using var channel = server.Channel(SmtpSecurity.StartTls, password: "wrong");

        Assert.IsType<MailReceipt.Deferred>(await channel.SendAsync(Mail, Cancel));
        Assert.Equal(0, server.Sink.Attempts);
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly SmtpGuard _guard;
        private readonly string _caFile = Path.Combine(Path.GetTempPath(), $"ehcp-{Guid.NewGuid():n}.pem");

        internal Server(bool implicitTls, string host = "localhost")
        {
            _guard = new(implicitTls, "ehcp", "secret", host);
            File.WriteAllText(_caFile, _guard.AuthorityPem);
            Sink = SmtpSink.Start(_guard);
        }

        internal SmtpSink Sink { get; }

        internal static SmtpMailChannel Channel(int port, SmtpSecurity security, string caFile, string password)
        {
            var settings = new MailSettings
            {
                From = "send@council.example",
                Smtp = new() { Host = "localhost", Port = port, Security = security, User = "ehcp", Password = password, CaFile = caFile }
            };
            return new(Options.Create(settings), TimeProvider.System, NullLogger<SmtpMailChannel>.Instance);
        }

        internal SmtpMailChannel Channel(SmtpSecurity security, bool trusted = true, string password = "secret") =>
            Channel(Sink.Port, security, trusted ? _caFile : "", password);

        public async ValueTask DisposeAsync()
        {
            await Sink.DisposeAsync();
            _guard.Dispose();
            File.Delete(_caFile);
        }
    }
}
