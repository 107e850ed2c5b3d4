using Ehcp.Csv;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Events;
using Ehcp.Intake.Ledger;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Telemetry;
using Npgsql;

namespace Ehcp.Intake.Importing;

/// <summary>
/// Reads a file row by row, and sends what is different from the file before: through the same rules, ledger and outbox as every event. Where it was
/// stopped in the middle, the same file goes on where it was, since each set of rows remembers what was sent of it.
/// </summary>
internal sealed class ImportFile(
    NpgsqlDataSource database, ImportLog log, LedgerWriter ledger, IntakeTelemetry telemetry, TimeProvider clock, ILogger<ImportFile> logger)
{
    private const int SetSize = 1_000;

    /// <summary>Imports a file, or tries it.</summary>
    /// <exception cref="OperationCanceledException">The sender has gone. What was read until then is done, and the import is written down as interrupted.</exception>
    public async Task<ImportOutcome> RunAsync(ImportOrder order, Stream file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var turn = $"import {order.Source} {order.Mapping.Mapping.Name} {order.WholeAuthority}";
            if (!await Turn.TryHoldAsync(connection, turn, cancellationToken))
            {
                return new(ImportEnd.Busy, Import: null, []);
            }

            try
            {
                return await BeginAsync(connection, order, file, cancellationToken);
            }
            finally
            {
                await Turn.ReleaseAsync(connection, turn, CancellationToken.None);
            }
        }
        catch (Exception outage) when (outage is NpgsqlException or TimeoutException)
        {
            logger.LogWarning("An import cannot go on: {Reason}", outage.GetType().Name);
            return new(ImportEnd.Unavailable, Import: null, []);
        }
    }

    private async Task<ImportOutcome> BeginAsync(NpgsqlConnection connection, ImportOrder order, Stream file, CancellationToken cancellationToken)
    {
        var extract = await log.ExtractAsync(connection, order, cancellationToken);
        var before = await log.FindAsync(order.Id, cancellationToken);
        if (before is not null && (before.Extract != extract || before.IsTrial != order.IsTrial))
        {
            return new(ImportEnd.IdTaken, Import: null, []); // it may be somebody else's
        }

        if (before is { State: ImportStates.Finished })
        {
            return new(ImportEnd.Finished, before, []);
        }

        var import = await log.BeginAsync(
            connection, order.Id, extract, order.Mapping, order.IsTrial, order.Sender.KeyName(), before is not null, cancellationToken);
        var counts = new ImportCounts();
        try
        {
            var errors = await ReadAsync(connection, import, order, file, counts, cancellationToken);
            var state = errors.Count > 0 ? ImportStates.Refused : ImportStates.Finished;
            await log.EndAsync(import, state, counts, errors.Count > 0 ? string.Join(' ', errors.Select(error => error.Detail)) : null);
            logger.LogInformation(
                "Import {Import} of {Source} by {Mapping} {Version} has ended: {State}, {Rows} rows, {Refused} of them refused, {Events} events",
                import.Id, import.Source, import.Mapping, import.MappingVersion, state, counts.Rows, counts.RefusedRows,
                counts.NewFacts + counts.Corrections + counts.Retractions);
            return new(errors.Count > 0 ? ImportEnd.Refused : ImportEnd.Finished, await log.FindAsync(import.Id, CancellationToken.None), errors);
        }
        catch (LedgerUnavailableException)
        {
            await log.EndAsync(import, ImportStates.Interrupted, counts, "The ledger could not be written. Send the file again.");
            return new(ImportEnd.Unavailable, await log.FindAsync(import.Id, CancellationToken.None), []);
        }
        catch (Exception broken) when (broken is not NpgsqlException)
        {
            await log.EndAsync(import, ImportStates.Interrupted, counts, "The file ended before its end, or could not be read to it. Send it again.");
            throw;
        }
        finally
        {
            if (import.IsTrial)
            {
                await RowStore.EndTrialAsync(database, import.Number);
            }
        }
    }

    private async Task<IReadOnlyList<EventError>> ReadAsync(
        NpgsqlConnection connection, ImportRecord import, ImportOrder order, Stream stream, ImportCounts counts, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = await CsvFile.OpenAsync(stream, order.Charset, cancellationToken);
            var errors = new List<EventError>();
            if (file.Header.Length == 0)
            {
                return [new("", "empty", "The file is empty.")];
            }

            if (BoundMapping.Bind(order.Mapping.Mapping, order.Authority, file.Header, errors) is not { } bound)
            {
                return errors;
            }

            await ImportLog.ColumnsAsync(connection, import, bound, cancellationToken);
            var rows = new ImportRows(import, order, bound, file.Header.Length, counts, ledger, log, telemetry, clock);
            await using var sets = file.RowsAsync(bound.Columns, SetSize, cancellationToken).GetAsyncEnumerator(cancellationToken);
            var next = Task.Run(async () => await sets.MoveNextAsync(), cancellationToken);
            while (await next)
            {
                var set = sets.Current;
                next = Task.Run(async () => await sets.MoveNextAsync(), cancellationToken); // the next is read while this one is written
                try
                {
                    await rows.TakeAsync(connection, set, cancellationToken);
                }
                catch
                {
                    await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    throw;
                }
            }

            if (order.IsWhole)
            {
                counts.VanishedRows = await RowStore.VanishAsync(database, import, rows.Seen, cancellationToken);
                if (!import.IsTrial)
                {
                    await SettleRejections.ByWholeFileAsync(
                        connection, import.Extract, import.Id, Timestamps.ToMicroseconds(clock.GetUtcNow()), cancellationToken);
                }
            }

            return [];
        }
        catch (CsvException unreadable)
        {
            return [new("", "unreadable", unreadable.InWords)];
        }
    }
}

/// <summary>The ledger cannot be written just now.</summary>
internal sealed class LedgerUnavailableException : Exception;
