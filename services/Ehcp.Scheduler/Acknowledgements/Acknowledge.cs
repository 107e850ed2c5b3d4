using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Hosting.Problems;
using Ehcp.Hosting.Sql;
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
            plan.authority is not null and alert.state <> 'dropped' as stands
        from alert
        left join alert_plan as plan on (plan.authority, plan.case_reference, plan.milestone, plan.clock)
                = (alert.authority, alert.case_reference, alert.milestone, alert.clock)
            and plan.last_day = alert.last_day and plan.arming = alert.arming
        where alert.id = @alert
        """;

    private const string Insert = "insert into acknowledgement (alert_id, until, plan, said_by, said_at) values (@alert, @until, @plan, @said_by, @now)";

    internal async Task<AlertToAcknowledge?> FindAsync(long alert, CancellationToken cancellationToken)
    {
        await using var find = database.Sql(Find).With("alert", alert);
        return await find.FirstOrNullAsync(
            row => new AlertToAcknowledge(
                row.Long("id"), row.Text("authority"), row.Text("case_reference"), row.Text("milestone"), row.Text("clock"), row.Text("rung"),
                row.Day("last_day"), row.Text("role"), row.TextOrNull("rule"), row.Flag("stands")),
            cancellationToken);
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
        await using var insert = database.Sql(Insert)
            .With("alert", alert.Id).With("until", until).With("plan", plan).With("said_by", saidBy).With("now", now);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        log.LogInformation("Audit: {SaidBy} acknowledged alert {Alert} until {Until}: {Plan}", saidBy, alert.Id, until, plan);
        return new(until, plan, saidBy, now);
    }
}
