using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ehcp.TestKit;

/// <summary>
/// A small real SMTP server (RFC 5321; with TLS and sign-in where a guard asks for them) that keeps what it accepts and fails as a test asks.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _messages = new();
    private readonly ConcurrentQueue<SmtpAnswer> _next = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _listening;
    private volatile SmtpAnswer _always = SmtpAnswer.Accept;
    private int _attempts;

    private SmtpSink(SmtpGuard? guard)
    {
        Guard = guard;
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every message taken, in order, also those that <see cref="SmtpAnswer.AcceptAndDrop"/> took.</summary>
    public IReadOnlyList<ReceivedMail> Messages => [.. _messages];

    /// <summary>How often a sender began a message, whatever became of it.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>How many connections were opened.</summary>
    public int Connections => _conversations.Count;

    internal SmtpGuard? Guard { get; }

    public static SmtpSink Start(SmtpGuard? guard = null) => new(guard);

    /// <summary>One answer for each of the next messages; after them <see cref="AnswerAlways"/> holds again.</summary>
    public void AnswerNext(params ReadOnlySpan<SmtpAnswer> answers)
    {
        foreach (var answer in answers)
        {
            _next.Enqueue(answer);
        }
    }

    public void AnswerAlways(SmtpAnswer answer) => _always = answer;

    /// <summary>The first message, received before or from now on, that the predicate holds for.</summary>
    public async Task<ReceivedMail> WaitForAsync(
        Func<ReceivedMail, bool> predicate, TimeSpan? within = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(predicate))] string what = "")
    {
        await Until.TrueAsync(() => _messages.Any(predicate), within, cancellationToken, what);
        return _messages.First(predicate);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _listening;
        await Task.WhenAll(_conversations);
        _stop.Dispose();
    }

    internal SmtpAnswer AnswerToNext()
    {
        Interlocked.Increment(ref _attempts);
        return _next.TryDequeue(out var answer) ? answer : _always;
    }

    internal void Keep(ReceivedMail mail) => _messages.Enqueue(mail);

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException && _stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async Task<SslStream> SecureAsync(Stream stream, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        return secured;
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                Stream stream = client.GetStream();
                if (Guard is { ImplicitTls: true })
                {
                    stream = await SecureAsync(stream, Guard.Certificate, _stop.Token);
                }

                using var conversation = new SmtpConversation(this, stream);
                if (await conversation.RunAsync(_stop.Token) == SmtpEnd.Secure)
                {
                    await using var secured = await SecureAsync(stream, Guard!.Certificate, _stop.Token);
                    using var again = new SmtpConversation(this, secured);
                    await again.RunAsync(_stop.Token, greet: false);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
            {
                // The sender went away, or the sink is being stopped: nothing was taken that is not kept.
            }
        }
    }
}
