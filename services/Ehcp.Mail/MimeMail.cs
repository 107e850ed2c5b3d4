using MimeKit;
using MimeKit.Text;

namespace Ehcp.Mail;

/// <summary>An <see cref="OutgoingMail"/> as RFC 5322.</summary>
internal static class MimeMail
{
    /// <returns>The message, or why there cannot be one: nothing from outside ever becomes a header of its own.</returns>
    internal static (MimeMessage? Message, string? Refusal) Compose(OutgoingMail mail, MailboxAddress from, DateTimeOffset now)
    {
        if (HasControl(mail.MessageId) || HasControl(mail.To) || HasControl(mail.Subject))
        {
            return (null, "A header has a line break or another control character in it.");
        }

        if (!MailboxAddress.TryParse(mail.To, out var to) || to.Address != mail.To.Trim())
        {
            return (null, "The recipient is not one plain address.");
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

        // Keeps holiday replies away (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return (message, null);
    }

    private static bool HasControl(string value) => value.Any(char.IsControl);
}
