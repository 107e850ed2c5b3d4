using Ehcp.Contracts.Http;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Sweeps;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary><c>GET /v1/alerts/summary</c>: whether staff are being told, in numbers that name no case.</summary>
internal static class SummariseAlerts
{
    internal const int MostDays = 366;

    private const string Count = $"""
        select {HowFar.Sql} as state, count(*) as count,
            min(alert.fired_at) filter (where alert.state = 'planned' or mail.state = any(@to_send)) as waiting_since
        from alert left join mail on mail.id = alert.mail_id
        where alert.authority = any(@authorities) and alert.fired_at >= @since
        group by 1 order by 1
        """;

    internal static async Task<Results<Ok<AlertSummary>, ProblemHttpResult>> HandleAsync(
        string? authority, int? days, Passage gate, NpgsqlDataSource database, SweepAge sweep, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (authority is not null && !gate.Sight.SeesAllOf(authority))
        {
            return Problems.AuthorityNotAllowed();
        }

        var since = clock.GetUtcNow().AddDays(-(days ?? 7));
        var authorities = gate.Sight.Within(authority).WholeAuthorities;
        await using var count = database.Sql(Count)
            .With("authorities", authorities).With("since", since).With("to_send", MailStep.Claim.FromNames);
        var states = await count.ListAsync(
            row => (State: row.Text("state"), Count: row.Long("count"), WaitingSince: row.InstantOrNull("waiting_since")), cancellationToken);
        var age = await sweep.AskAsync(cancellationToken);
        return TypedResults.Ok(new AlertSummary(
            since, (long)Math.Max(0, age.TotalSeconds), states.ToDictionary(state => state.State, state => state.Count),
            states.Min(state => state.WaitingSince)));
    }
}
