using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
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
        select id, kind, recipient, state, attempts, coalesce(provider_answer, ''), created_at, settled_at,
            (select count(*) from alert where mail_id = mail.id), authorities
        from mail cross join lateral (
            select array(select authority from alert where mail_id = mail.id union select authority from digest_line where mail_id = mail.id)) as told (authorities)
        where state = any($4) and ($2 or (authorities <> '{}' and authorities <@ $3)) and id < $5 order by id desc limit $1
        """;

    private const string Own = """
        select id, recipient, authorities
        from mail cross join lateral (
            select array(select authority from alert where mail_id = mail.id union select authority from digest_line where mail_id = mail.id)) as told (authorities)
        where id = any($1) and ($2 or (authorities <> '{}' and authorities <@ $3))
        """;

    internal static async Task<Ok<IReadOnlyList<ParkedMail>>> ListAsync(
        int? limit, long? after, Passage gate, NpgsqlDataSource database, HttpContext context, CancellationToken cancellationToken)
    {
        var most = limit ?? MostAtOnce;
        await using var select = database.CreateCommand(Select);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = most + 1 }, new() { Value = gate.Sight.SeesEverything }, new() { Value = gate.Sight.WholeAuthorities },
            new() { Value = MailStep.Resend.FromNames }, new() { Value = after ?? long.MaxValue },
        });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var found = new List<(ParkedMail Mail, string[] Authorities)>();
        while (await row.ReadAsync(cancellationToken))
        {
            var mail = new ParkedMail(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5),
                row.GetFieldValue<DateTimeOffset>(6), row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7), row.GetInt64(8));
            found.Add((mail, row.GetFieldValue<string[]>(9)));
        }

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
        await using var select = database.CreateCommand(Own);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = ids }, new() { Value = sight.SeesEverything }, new() { Value = sight.WholeAuthorities },
        });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var own = new Dictionary<long, IEnumerable<Seen>>();
        while (await row.ReadAsync(cancellationToken))
        {
            own.Add(row.GetInt64(0), AddressOwners.Seen(row.GetString(1), row.GetFieldValue<string[]>(2)));
        }

        return own;
    }
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
