using Ehcp.Contracts.Http;
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
    internal const int MostDays = 366;

    private const string Count = $"""
        select {HowFar.Sql}, count(*),
            min(alert.fired_at) filter (where alert.state = 'planned' or mail.state = any($3))
        from alert left join mail on mail.id = alert.mail_id
        where alert.authority = any($1) and alert.fired_at >= $2
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
        return TypedResults.Ok(new AlertSummary(since, (long)Math.Max(0, age.TotalSeconds), states, waiting.Count == 0 ? null : waiting.Min()));
    }
}
