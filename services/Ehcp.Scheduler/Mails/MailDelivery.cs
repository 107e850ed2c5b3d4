using System.Threading.Channels;

namespace Ehcp.Scheduler.Mails;

/// <summary>
/// The loop around <see cref="SendMails"/>. It is no part of the sweep: a mail server that hangs must not stop the clocks from being watched.
/// </summary>
internal sealed class MailDelivery(SendMails mails, MailFates fates, TimeProvider clock, ILogger<MailDelivery> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _hint = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that mails were planned. Only a hint: the poll finds them too.</summary>
    internal void Wake() => _hint.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var wellSoFar = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await mails.RunAsync(stoppingToken);
                await fates.RunAsync(stoppingToken);
                wellSoFar = true;
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                // One line for an outage, not one for every ten seconds of it.
                log.Log(wellSoFar ? LogLevel.Warning : LogLevel.Debug, "Mails wait: {Reason}", trouble.GetBaseException().Message);
                wellSoFar = false;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(_hint.Reader.WaitToReadAsync(pause.Token).AsTask(), Task.Delay(Poll, clock, pause.Token));
            await pause.CancelAsync();
            _hint.Reader.TryRead(out _);
        }
    }
}
