namespace Ehcp.Mail;

/// <summary>One e-mail to one person.</summary>
/// <param name="MessageId">Fixed when the mail is composed (<c>id@host</c>, without angle brackets): a repetition carries the same.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The whole content as plain text.</param>
/// <param name="Html">The same as HTML.</param>
public sealed record OutgoingMail(string MessageId, string To, string Subject, string Text, string Html);

/// <summary>What the provider said.</summary>
public abstract record MailReceipt
{
    private MailReceipt()
    {
    }

    /// <summary>The provider has taken responsibility for it.</summary>
    /// <param name="ProviderId">What it calls the mail, as it said so.</param>
    public sealed record Accepted(string ProviderId) : MailReceipt;

    /// <summary>Not now: try again later, with the same <see cref="OutgoingMail.MessageId"/>.</summary>
    public sealed record Deferred(string Reason) : MailReceipt;

    /// <summary>Never, as it stands.</summary>
    /// <param name="Address">Whether it is the address that is no good, and any other mail to it would be refused too.</param>
    public sealed record Refused(string Reason, bool Address = false) : MailReceipt;
}

/// <summary>What became of a mail that a provider took.</summary>
public abstract record MailFate
{
    private MailFate()
    {
    }

    /// <summary>Nothing is known yet, or ever where the provider does not tell.</summary>
    public sealed record Unknown : MailFate;

    public sealed record Delivered : MailFate;

    /// <summary>It came back.</summary>
    /// <param name="Address">Whether the address is no good.</param>
    public sealed record Failed(string Reason, bool Address) : MailFate;
}

/// <summary>A way to send e-mail.</summary>
public abstract class MailChannel
{
    /// <summary>Whether an earlier attempt was taken after all; to be asked before a mail is sent again.</summary>
    /// <returns>Its receipt; null where there was none, or nobody can be asked. A deferral where the answer is not to be had now.</returns>
    public virtual Task<MailReceipt?> FindAsync(string messageId, CancellationToken cancellationToken) => Task.FromResult<MailReceipt?>(null);

    /// <summary>What became of a mail, by the id the provider gave it.</summary>
    public virtual Task<MailFate> AskAsync(string providerId, CancellationToken cancellationToken) => Task.FromResult<MailFate>(new MailFate.Unknown());

    /// <summary>Sends one mail. It throws only when cancelled: every answer and every failure is a receipt.</summary>
    public abstract Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
