using Ehcp.Hosting.Passes;

namespace Ehcp.Scheduler.Mails;

/// <summary>
/// The loop around <see cref="SendMails"/>. It is no part of the sweep: a mail server that hangs must not stop the clocks from being watched.
/// </summary>
internal sealed class MailDelivery : Pass
{
    // A pass sends one set, for as long as it has it; every mail in it has a time limit of its own.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(10)) { Deadline = ClaimMails.Lease + TimeSpan.FromMinutes(5) };

    private readonly SendMails _mails;
    private readonly MailFates _fates;
    private readonly Signal _signal;

    public MailDelivery(SendMails mails, MailFates fates, TimeProvider clock, ILogger<MailDelivery> log)
        : this(mails, fates, new Signal(), clock, log)
    {
    }

    private MailDelivery(SendMails mails, MailFates fates, Signal signal, TimeProvider clock, ILogger<MailDelivery> log)
        : base("Mails wait", "Mails leave again", Often, clock, log, signal) => (_mails, _fates, _signal) = (mails, fates, signal);

    /// <summary>Says that mails were planned. Only a hint: the poll finds them too.</summary>
    internal void Wake() => _signal.Wake();

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (await _mails.SendSetAsync(cancellationToken) is not null)
        {
            return true;
        }

        await _fates.RunAsync(cancellationToken);
        return false;
    }
}
