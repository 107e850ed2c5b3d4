using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Recalculations;

/// <summary><c>POST /v1/recalculations</c>: what would move in every open case under the rules of this build; without <c>dryRun</c>, it moves.</summary>
internal static class StartRecalculation
{
    internal static async Task<Results<AcceptedAtRoute<Recalculation>, ProblemHttpResult>> HandleAsync(
        Passage gate, NpgsqlDataSource database, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken, bool dryRun = true)
    {
        if (await RecalculationTable.AddAsync(database, dryRun, StatutoryTimetable.Shipped.Release, gate.Caller.Name, clock.GetUtcNow(),
            cancellationToken) is not { } id)
        {
            return Problems.RecalculationRunning();
        }

        logs.CreateLogger(typeof(StartRecalculation)).LogInformation(
            "Audit: {KeyName} asked for recalculation {Id}, dry run {DryRun}", gate.Caller.Id, id, dryRun);
        var started = await ReadRecalculations.FindAsync(database, id, cancellationToken);
        return gate.Did(TypedResults.AcceptedAtRoute(started, nameof(ReadRecalculations), new { id }), [$"{id}"]);
    }
}
