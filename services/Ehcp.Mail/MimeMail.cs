using Ehcp.Contracts;
using MimeKit;
using MimeKit.Text;

namespace Ehcp.Mail;

/// <summary>An <see cref="OutgoingMail"/> as RFC 5322.</summary>
internal static class MimeMail
{
    /// <returns>The message, or why there cannot be one: nothing from outside ever becomes a header of its own.</returns>
    internal static (MimeMessage? Message, MailReceipt.Refused? Refusal) Compose(OutgoingMail mail, MailboxAddress from, DateTimeOffset now)
    {
        if (!EmailAddresses.IsOne(mail.To) || !MailboxAddress.TryParse(mail.To, out var to) || to.Address != mail.To)
        {
            return (null, new("The recipient is not one plain address.", Address: true));
        }

        if (HasControl(mail.MessageId) || HasControl(mail.Subject))
        {
            return (null, new("A header has a line break or another control character in it."));
        }

        var message = new MimeMessage
        {
            MessageId = mail.MessageId,
            Date = now,
            Subject = mail.Subject,
            Body = new MultipartAlternative
            {
                new TextPart(TextFormat.Plain) { Text = mail.Text },
                new TextPart(TextFormat.Html) { Text = mail.Html },
            },
        };
        message.From.Add(from);
        message.To.Add(to);

        // Keeps holiday replies away: RFC 3834, and what Exchange goes by (MS-OXCMAIL 2.2.3.2.14).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return (message, null);
    }

    private static bool HasControl(string value) => value.Any(char.IsControl);
}
