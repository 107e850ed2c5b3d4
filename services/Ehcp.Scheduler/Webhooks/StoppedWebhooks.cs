using System.Text.Encodings.Web;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>Tells the SEND mailbox of each authority whose cases a webhook was told of that it is told nothing any more.</summary>
internal sealed class StoppedWebhooks(AlertPolicies policies, PublicAddress address)
{
    internal const string Kind = "webhooks";

    private const string About = "Sent by the EHCP deadline tracker once, when a webhook is stopped. Nobody reads replies to this address.";

    /// <summary>The mails, to join the caller's batch.</summary>
    internal NpgsqlBatchCommand Mails(DueWebhook webhook, string trouble, DateTimeOffset now)
    {
        var content = Content(webhook, trouble).Towards(policies.ShadowAddress);
        var mails = webhook.Authorities.Select(authority => policies.For(authority)).Select(policy => new MailTo(policy.Recipients.Mailbox, policy.Channel))
            .Distinct().Select(to => (to, content)).ToList();
        return MailLife.Write(Kind, mails, address.NewMessageId, now);
    }

    // The address may hold a secret, so only its host is told.
    private static MailContent Content(DueWebhook webhook, string trouble)
    {
        var (subject, host) = ($"Webhook {webhook.Id} is stopped", new Uri(webhook.Url).IdnHost);
        string[] lines =
        [
            $"The system at {host} is told nothing of changes of cases any more. {trouble}",
            "Nothing is lost: what it has not been told waits. Whoever looks after the deadline tracker starts it again with "
                + $"POST /v1/webhooks/{webhook.Id}/resume.",
        ];
        return new(
            subject, $"{subject}\n\n{string.Join("\n\n", lines)}\n\n-- \n{About}\n",
            MailHtml.Head(subject) + string.Concat(lines.Select(line => $"<p>{HtmlEncoder.Default.Encode(line)}</p>\n"))
                + $"<p><small>{HtmlEncoder.Default.Encode(About)}</small></p>\n</body>\n</html>\n");
    }
}
