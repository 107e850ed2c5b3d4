using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Folding;
using Npgsql;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>
/// Folds every open case again under the rules of this build and keeps what came out otherwise. A dry run does the very same and takes
/// it back. It goes on where it stopped, whoever goes on with it.
/// </summary>
internal sealed class Recalculate(NpgsqlDataSource database, FoldCases fold, Outbox outbox, TimeProvider clock, ILogger<Recalculate> log)
{
    // So long are the cases of a set locked: facts that come for them wait a fraction of a second.
    private const int SetSize = 500;

    private static readonly TimeSpan LongestSet = TimeSpan.FromMinutes(5);

    /// <summary>Does all that was asked for and is not finished.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await Watchdog.RunAsync(SetAsync, LongestSet, clock, cancellationToken))
        {
        }
    }

    /// <returns>Whether there was something to do.</returns>
    private async Task<bool> SetAsync(CancellationToken cancellationToken)
    {
        if (await RecalculationTable.UnfinishedAsync(database, cancellationToken) is not { } run)
        {
            return false;
        }

        var cases = await RecalculationTable.NextOpenAsync(database, run.Last, SetSize, cancellationToken);
        if (cases.Length > 0)
        {
            await FoldAsync(run, cases, cancellationToken);
            return true;
        }

        await RecalculationTable.EndAsync(database, run.Id, clock.GetUtcNow(), cancellationToken);
        log.LogInformation("Recalculation {Id} has finished", run.Id);
        return true;
    }

    // One case that cannot be folded must not keep the others: halve until it stands alone.
    private async Task FoldAsync(Run run, CaseKey[] cases, CancellationToken cancellationToken)
    {
        try
        {
            await InOneTransactionAsync(run, cases, cancellationToken);
        }
        catch (Exception exception) when (
            exception is not OperationCanceledException and not NpgsqlException { IsTransient: true } && !DatabaseTrouble.Is(exception))
        {
            if (cases.Length > 1)
            {
                await FoldAsync(run, cases[..(cases.Length / 2)], cancellationToken);
                await FoldAsync(run, cases[(cases.Length / 2)..], cancellationToken);
                return;
            }

            log.LogError(exception, "Recalculation {Id} passed over a case of {Authority} that cannot be folded", run.Id, cases[0].Authority);
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await RecalculationTable.AdvanceAsync(connection, run.Id, cases[0], done: 1, changed: 0, failed: 1, [], cancellationToken);
        }
    }

    private async Task InOneTransactionAsync(Run run, CaseKey[] cases, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await StoredResults.ReadAsync(connection, cases, cancellationToken);
        var changed = await fold.RunAsync(connection, cases, cancellationToken);
        var moves = changed == 0 ? [] : before.MovesTo(await StoredResults.ReadAsync(connection, cases, cancellationToken)).ToList();
        if (run.DryRun)
        {
            await transaction.RollbackAsync(cancellationToken);
            await using var told = await connection.BeginTransactionAsync(cancellationToken);
            await RecalculationTable.AdvanceAsync(connection, run.Id, cases[^1], cases.Length, changed, failed: 0, moves, cancellationToken);
            await told.CommitAsync(cancellationToken);
            return;
        }

        await RecalculationTable.AdvanceAsync(connection, run.Id, cases[^1], cases.Length, changed, failed: 0, moves, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (changed > 0)
        {
            outbox.Wake();
        }
    }
}
