using Ehcp.Hosting.Gate;
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
    private const int MostAtOnce = 500;

    private const string Select = """
        select id, kind, recipient, state, attempts, coalesce(provider_answer, ''), created_at, settled_at, (select count(*) from alert where mail_id = mail.id), authorities
        from mail cross join lateral (
            select array(select authority from alert where mail_id = mail.id union select authority from digest_line where mail_id = mail.id)) as told (authorities)
        where state = any($2) and ($3 or (authorities <> '{}' and authorities <@ $4)) order by id desc limit $1
        """;

    /// <param name="State"><c>parked</c>: refused. <c>failed</c>: put off for days.</param>
    /// <param name="Answer">What the provider said last.</param>
    /// <param name="Alerts">How many lines it has of the alert ladder.</param>
    internal sealed record Parked(
        long Id, string Kind, string Recipient, string State, int Attempts, string Answer, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, long Alerts);

    internal sealed record Resent(IReadOnlyList<long> Ids);

    internal static async Task<Ok<List<Parked>>> ListAsync(Passage gate, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(Select);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = MostAtOnce }, new() { Value = MailStep.Resend.FromNames }, new() { Value = gate.Sight.SeesEverything }, new() { Value = gate.Sight.WholeAuthorities },
        });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var (parked, seen) = (new List<Parked>(), new List<Seen>());
        while (await row.ReadAsync(cancellationToken))
        {
            parked.Add(new(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5),
                row.GetFieldValue<DateTimeOffset>(6), row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7), row.GetInt64(8)));
            seen.AddRange(AddressOwners.Seen(parked[^1].Recipient, row.GetFieldValue<string[]>(9)));
        }

        return gate.Show(TypedResults.Ok(parked), seen);
    }

    internal static async Task<Results<Ok<Resent>, ProblemHttpResult>> ResendAsync(
        long[] ids, Passage gate, NpgsqlDataSource database, TimeProvider clock, MailDelivery delivery, ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        if (ids.Length > MostAtOnce)
        {
            return Problems.InvalidList($"At most {MostAtOnce} ids are expected.");
        }

        var owners = await AddressOwners.OfMailsAsync(database, ids, cancellationToken);
        long[] allowed = [.. ids.Where(id => owners.TryGetValue(id, out var of) && gate.Sight.MayActFor(of.Authorities))];
        var resent = await MailLife.ResendAsync(database, allowed, clock.GetUtcNow(), cancellationToken);
        logs.CreateLogger(typeof(ParkedMails)).LogInformation("Audit: {KeyName} sends again mails {Ids}", gate.Caller.Id, resent);
        delivery.Wake();
        return gate.Did(TypedResults.Ok(new Resent(resent)), resent.Select(id => $"{id}"), cases: resent.SelectMany(id => AddressOwners.Seen(owners[id].Recipient, owners[id].Authorities)));
    }
}
