using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Mails that say nothing but their alerts.</summary>
internal sealed class AlertMails(PublicAddress address) : IMailKind
{
    internal const string Kind = "alerts";

    public string Name => Kind;

    public Task WriteAsync(
        NpgsqlConnection connection, long[] mails, ILookup<long, MailLine> alerts, DateOnly today, Dictionary<long, MailContent> written,
        CancellationToken cancellationToken)
    {
        foreach (var mail in mails.Where(alerts.Contains))
        {
            written.Add(mail, MailContent.Of(alerts[mail], address));
        }

        return Task.CompletedTask;
    }
}
