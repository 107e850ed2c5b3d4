using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Sweeps;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary><c>GET /v1/alerts/summary</c>: whether staff are being told, in numbers that name no case.</summary>
internal static class SummariseAlerts
{
    private const int MostDays = 366;

    /// <param name="Since">Alerts that fired from this instant on are counted.</param>
    /// <param name="LastSweepSecondsAgo">How long ago a sweep completed, whichever Scheduler ran it.</param>
    /// <param name="Alerts">How many, by state as in <c>GET /v1/alerts</c>; states without any are left out.</param>
    /// <param name="OldestWaitingAt">When the oldest that still waits to be mailed fired; null when none does.</param>
    internal sealed record Answer(DateTimeOffset Since, long LastSweepSecondsAgo, IReadOnlyDictionary<string, long> Alerts, DateTimeOffset? OldestWaitingAt);

    private const string Count = $"""
        select {HowFar.Sql}, count(*),
            min(alert.fired_at) filter (where alert.state = 'planned' or mail.state = any($3))
        from alert left join mail on mail.id = alert.mail_id
        where alert.authority = any($1) and alert.fired_at >= $2
        group by 1 order by 1
        """;

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        string? authority, int? days, Passage gate, NpgsqlDataSource database, SweepAge sweep, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (authority is not null && Authorities.Find(authority) is null)
        {
            return Problems.UnknownAuthority();
        }

        if (authority is not null && !gate.Sight.SeesAllOf(Authorities.Find(authority)!.OnsCode))
        {
            return Problems.AuthorityNotAllowed();
        }

        if (days is < 1 or > MostDays)
        {
            return Problems.Invalid(nameof(days), $"1 to {MostDays} is expected.");
        }

        var since = clock.GetUtcNow().AddDays(-(days ?? 7));
        var authorities = gate.Sight.Within(authority is null ? null : Authorities.Find(authority)!.OnsCode).WholeAuthorities;
        await using var count = database.CreateCommand(Count);
        count.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = authorities }, new() { Value = since.UtcDateTime }, new() { Value = MailStep.Claim.FromNames },
        });
        var (states, waiting) = (new Dictionary<string, long>(), new List<DateTimeOffset>());
        await using (var reader = await count.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                states.Add(reader.GetString(0), reader.GetInt64(1));
                if (!reader.IsDBNull(2))
                {
                    waiting.Add(reader.GetFieldValue<DateTimeOffset>(2));
                }
            }
        }

        var age = await sweep.AskAsync(cancellationToken);
        return TypedResults.Ok(new Answer(since, (long)Math.Max(0, age.TotalSeconds), states, waiting.Count == 0 ? null : waiting.Min()));
    }
}
