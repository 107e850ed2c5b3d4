using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>
/// Mails that were refused or given up: <c>GET /v1/mails/parked</c>, and <c>POST /v1/mails/resend</c> once the reason is gone. Of the authorities
/// of the caller; a mail that tells of no case is of every authority.
/// </summary>
internal static class ParkedMails
{
    internal const int MostAtOnce = 500;

    private const string Select = """
        select id, kind, recipient, state, attempts, coalesce(provider_answer, '') as answer, created_at, settled_at,
            (select count(*) from alert where mail_id = mail.id) as alerts, authorities
        from mail cross join lateral (
            select array(select authority from alert where mail_id = mail.id union select authority from digest_line where mail_id = mail.id))
            as told (authorities)
        where state = any(@states) and (@every or (authorities <> '{}' and authorities <@ @authorities)) and id < @after order by id desc limit @most
        """;

    private const string Own = """
        select id, recipient, authorities
        from mail cross join lateral (
            select array(select authority from alert where mail_id = mail.id union select authority from digest_line where mail_id = mail.id))
            as told (authorities)
        where id = any(@ids) and (@every or (authorities <> '{}' and authorities <@ @authorities))
        """;

    internal static async Task<Ok<IReadOnlyList<ParkedMail>>> ListAsync(
        int? limit, long? after, Passage gate, NpgsqlDataSource database, HttpContext context, CancellationToken cancellationToken)
    {
        var most = limit ?? MostAtOnce;
        await using var select = database.Sql(Select)
            .With("every", gate.Sight.SeesEverything).With("authorities", gate.Sight.WholeAuthorities)
            .With("states", MailStep.Resend.FromNames).With("after", after ?? long.MaxValue).With("most", most + 1);
        var found = await select.ListAsync(row => (Mail: Read(row), Authorities: row.Value<string[]>("authorities")), cancellationToken);
        var (page, next) = PageKey.Page(found, most, one => one.Mail.Id);
        if (next is { } last)
        {
            NextPage.Link(context, $"{last}");
        }

        return gate.Show(
            TypedResults.Ok<IReadOnlyList<ParkedMail>>([.. page.Select(one => one.Mail)]),
            page.SelectMany(one => AddressOwners.Seen(one.Mail.Recipient, one.Authorities)));
    }

    internal static async Task<Results<Ok<ResentMails>, ProblemHttpResult>> ResendAsync(
        long[] ids, Passage gate, NpgsqlDataSource database, TimeProvider clock, MailDelivery delivery, ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        if (ids.Length > MostAtOnce)
        {
            return Problems.TooManyEntries(MostAtOnce);
        }

        var own = await OwnAsync(database, ids, gate.Sight, cancellationToken);
        var resent = await MailLife.ResendAsync(database, [.. own.Keys], clock.GetUtcNow(), cancellationToken);
        logs.CreateLogger(typeof(ParkedMails)).LogInformation("Audit: {KeyName} sends again mails {Ids}", gate.Caller.Id, resent);
        delivery.Wake();
        return gate.Did(TypedResults.Ok(new ResentMails(resent)), resent.Select(id => $"{id}"), cases: resent.SelectMany(id => own[id]));
    }

    // The mails that the caller may act on, each with whom it is to.
    private static async Task<Dictionary<long, IEnumerable<Seen>>> OwnAsync(
        NpgsqlDataSource database, long[] ids, Sight sight, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Own)
            .With("ids", ids).With("every", sight.SeesEverything).With("authorities", sight.WholeAuthorities);
        var own = await select.ListAsync(
            row => (Id: row.Long("id"), Seen: AddressOwners.Seen(row.Text("recipient"), row.Value<string[]>("authorities"))), cancellationToken);
        return own.ToDictionary(mail => mail.Id, mail => mail.Seen);
    }

    private static ParkedMail Read(Rows row) => new(
        row.Long("id"), row.Text("kind"), row.Text("recipient"), row.Text("state"), row.Int("attempts"), row.Text("answer"),
        row.Instant("created_at"), row.InstantOrNull("settled_at"), row.Long("alerts"));
}

/// <summary>A mail that was refused or given up.</summary>
/// <param name="Id">Number of the mail.</param>
/// <param name="Kind"><c>alerts</c>, <c>digest</c> or another kind of mail.</param>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="State"><c>parked</c>: refused. <c>failed</c>: put off for days.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Answer">What the provider said last.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="SettledAt">When it was given up.</param>
/// <param name="Alerts">How many lines it has of the alert ladder.</param>
internal sealed record ParkedMail(
    long Id, string Kind, string Recipient, string State, int Attempts, string Answer, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, long Alerts);

/// <summary>The mails that are sent again.</summary>
/// <param name="Ids">Their numbers.</param>
internal sealed record ResentMails(IReadOnlyList<long> Ids);
