using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Hosting.Problems;
using Npgsql;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary>What is known of an alert that may be acknowledged.</summary>
/// <param name="Stands">Whether it is still about the last day its clock has.</param>
internal sealed record AlertToAcknowledge(
    long Id, string Authority, string CaseReference, string Milestone, string Clock, string Rung, DateOnly LastDay, string Role, string? Rule, bool Stands);

/// <summary>Finds an alert, and writes down that somebody deals with it.</summary>
internal sealed class Acknowledge(NpgsqlDataSource database, TimeProvider clock, ILogger<Acknowledge> log)
{
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

    /// <returns>What is wrong; empty when nothing is.</returns>
    internal List<ProblemError> Check(DateOnly? until, string? plan)
    {
        var (today, wrong) = (clock.LondonToday, new List<ProblemError>());
        if (until is not { } day || day < today || day > today.AddDays(Acknowledging.MostDays))
        {
            wrong.Add(ProblemError.OfBody("/until", "date", $"Must be a day from today to {Acknowledging.MostDays} days ahead, YYYY-MM-DD."));
        }

        if (plan is null || !Acknowledging.Plans.Contains(plan))
        {
            wrong.Add(ProblemError.OfBody("/plan", "one-of", $"Must be one of {string.Join(", ", Acknowledging.Plans)}."));
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
