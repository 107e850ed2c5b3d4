using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Digests;

/// <summary>Morning digests. What stands in one is read anew when it leaves; the alerts that were put in it are said by its lines.</summary>
internal sealed class DigestMails(AlertPolicies policies, PublicAddress address) : IMailKind
{
    internal const string Kind = "digest";

    public string Name => Kind;

    public async Task WriteAsync(
        NpgsqlConnection connection, long[] mails, ILookup<long, MailLine> alerts, DateOnly today, Dictionary<long, MailContent> written,
        CancellationToken cancellationToken)
    {
        var lines = await DigestTable.LinesAsync(connection, mails, today, policies, cancellationToken);
        foreach (var mail in mails.Where(lines.Contains))
        {
            written.Add(mail, DigestContent.Of([.. lines[mail]], address));
        }

        await DigestTable.TellAsync(connection, [.. lines.SelectMany(mail => DigestContent.Named(mail).Select(line => (mail.Key, line)))], cancellationToken);
    }
}
