using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Ehcp.Scheduler.Sources;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Folding;

/// <summary>Stores a set of facts and folds the cases they are new to, all in one transaction. Facts that came before change nothing.</summary>
internal sealed class TakeInFacts(
    NpgsqlDataSource database, FoldCases fold, HeardSources sources, Outbox outbox, SchedulerTelemetry telemetry, TimeProvider clock)
{
    internal async Task RunAsync(IReadOnlyCollection<RecordedFact> facts, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        await TakeInAsync(facts, failures, cancellationToken);
        if (failures.Count > 0)
        {
            throw new AggregateException("Facts of some cases could not be taken in; those of all others were.", failures);
        }
    }

    // One case that cannot be folded must not keep out the others of its set: halve until it stands alone.
    private async Task TakeInAsync(IReadOnlyCollection<RecordedFact> facts, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            await InOneTransactionAsync(facts, cancellationToken);
        }
        catch (Exception exception) when (
            exception is not OperationCanceledException and not NpgsqlException { IsTransient: true } && !DatabaseTrouble.Is(exception))
        {
            var cases = facts.ToLookup(fact => new CaseKey(fact.Authority, fact.CaseReference)).ToArray();
            if (cases.Length < 2)
            {
                failures.Add(exception);
                return;
            }

            await TakeInAsync([.. cases[..(cases.Length / 2)].SelectMany(fact => fact)], failures, cancellationToken);
            await TakeInAsync([.. cases[(cases.Length / 2)..].SelectMany(fact => fact)], failures, cancellationToken);
        }
    }

    // After a commit whose answer was lost, the facts are there and the next attempt finds nothing new.
    private async Task InOneTransactionAsync(IReadOnlyCollection<RecordedFact> facts, CancellationToken cancellationToken)
    {
        using var activity = SchedulerTelemetry.Activities.StartActivity("take in facts");
        var started = clock.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var touched = await FactTable.InsertNewAsync(connection, facts, cancellationToken);
        var folded = touched.Count == 0 ? 0 : await fold.RunAsync(connection, touched, cancellationToken);
        var heard = await sources.WriteAsync(connection, facts, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sources.Committed(heard);
        if (folded > 0)
        {
            outbox.Wake();
        }

        telemetry.TookIn(touched.Count, facts.Count - touched.Count, folded, clock.GetElapsedTime(started));
        activity?.SetTag("ehcp.facts.stored", touched.Count).SetTag("ehcp.cases.folded", folded);
    }
}
