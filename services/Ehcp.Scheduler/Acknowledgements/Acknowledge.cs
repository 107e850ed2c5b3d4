using Ehcp.Contracts;
using Npgsql;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>What is known of an alert that may be acknowledged.</summary>
/// <param name="Stands">Whether it is still about the last day its clock has.</param>
internal sealed record AlertToAcknowledge(
    long Id, string Authority, string CaseReference, string Milestone, string Clock, string Rung, DateOnly LastDay, string Role, string? Rule, bool Stands);

/// <summary>Finds an alert, and writes down that somebody deals with it.</summary>
internal sealed class Acknowledge(NpgsqlDataSource database, TimeProvider clock, ILogger<Acknowledge> log)
{
    /// <summary>Nothing is silenced for good: who needs longer says so again.</summary>
    internal const int MostDays = 28;

    private const string Find = """
        select alert.id, alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.rung, alert.last_day, alert.role, plan.rule,
            plan.authority is not null and alert.state <> 'dropped'
        from alert
        left join alert_plan as plan on (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (alert.authority, alert.case_reference, alert.milestone, alert.clock)
            and plan.last_day = alert.last_day and plan.arming = alert.arming
        where alert.id = $1
        """;

    private const string Insert = "insert into acknowledgement (alert_id, until, plan, said_by, said_at) values ($1, $2, $3, $4, $5)";

    internal async Task<AlertToAcknowledge?> FindAsync(long alert, CancellationToken cancellationToken)
    {
        await using var find = database.CreateCommand(Find);
        find.Parameters.Add(new() { Value = alert });
        await using var row = await find.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<DateOnly>(6),
                row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetBoolean(9))
            : null;
    }

    /// <returns>What is wrong, by field; empty when nothing is.</returns>
    internal Dictionary<string, string[]> Check(DateOnly? until, string? plan)
    {
        var (today, wrong) = (clock.LondonToday, new Dictionary<string, string[]>());
        if (until is not { } day || day < today || day > today.AddDays(MostDays))
        {
            wrong.Add("until", [$"A day from today to {MostDays} days ahead is expected, as YYYY-MM-DD."]);
        }

        if (!AcknowledgedPlans.Has(plan))
        {
            wrong.Add("plan", [$"One of {AcknowledgedPlans.Codes} is expected."]);
        }

        return wrong;
    }

    /// <summary>Writes it down. What is given is as <see cref="Check"/> wants it.</summary>
    internal async Task<Acknowledgement> SayAsync(AlertToAcknowledge alert, DateOnly until, string plan, string saidBy, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var insert = database.CreateCommand(Insert);
        insert.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = alert.Id }, new() { Value = until }, new() { Value = plan }, new() { Value = saidBy }, new() { Value = now.ToUniversalTime() },
        });
        await insert.ExecuteNonQueryAsync(cancellationToken);
        log.LogInformation("Audit: {SaidBy} acknowledged alert {Alert} until {Until}: {Plan}", saidBy, alert.Id, until, plan);
        return new(until, plan, saidBy, now);
    }
}

/// <summary>What was said of an alert last.</summary>
/// <param name="Until">The last London day on which it is silent.</param>
/// <param name="Plan">What is done.</param>
/// <param name="By">Name of the key, or <c>mail:</c> and a role.</param>
internal sealed record Acknowledgement(DateOnly Until, string Plan, string By, DateTimeOffset At);
