using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Minutes;
using Ehcp.Reporting.Known.Rules;
using Ehcp.Reporting.Known.Telemetry;
using Npgsql;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>Writes a set of snapshots in one transaction.</summary>
public sealed class CaseProjection(NpgsqlDataSource database, TimeProvider clock, ProjectionMeter meter, LawInForce law)
{
    /// <summary>Takes in those that are newer than what is stored, and answers how many those were.</summary>
    public async Task<int> ApplyAsync(IEnumerable<CaseSnapshot> snapshots, CancellationToken cancellationToken)
    {
        var newest = NewestSnapshots.Of(snapshots, out var superseded);
        var applied = newest.Count == 0 ? 0 : await WriteAsync(newest, cancellationToken);
        meter.Count(applied, newest.Count - applied + superseded);
        return applied;
    }

    private async Task<int> WriteAsync(List<CaseSnapshot> newest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (changed, earlier, minutes, stored) = await KeepNewestAsync(connection, newest, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in HistoryChange.Of(law.Current, stored, changed).Commands())
        {
            batch.BatchCommands.Add(command);
        }

        if (earlier.Count > 0)
        {
            batch.BatchCommands.Add(SnapshotTable.SetRulesFrom(earlier));
        }

        if (minutes.Append() is { } counted)
        {
            batch.BatchCommands.Add(counted);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed.Count;
    }

    // The spans are read by a statement of its own: only a snapshot of the database taken after the cases are locked shows every row of theirs.
    private async Task<(List<ChangedCase> Changed, List<ChangedCase> Earlier, CountedMinutes Minutes, StoredHistory Stored)> KeepNewestAsync(
        NpgsqlConnection connection, List<CaseSnapshot> newest, CancellationToken cancellationToken)
    {
        var releases = newest.Select(snapshot => RulesRelease.Parse(snapshot.Version.Rules)).ToHashSet();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                RulesReleaseTable.Note(releases, clock.GetUtcNow()), SnapshotTable.KeepNewest(newest), KnownHistoryTable.Select(newest),
                    KnownReviewTable.Select(newest), KnownDutyTable.Select(newest),
            },
        };
        await using var rows = await batch.RowsAsync(cancellationToken);
        var (changed, earlier) = (new List<ChangedCase>(newest.Count), new List<ChangedCase>());
        var minutes = new CountedMinutes();
        while (await rows.NextAsync(cancellationToken))
        {
            var snapshot = newest[rows.Int("place") - 1];
            var minutesBefore = rows.Value<int[]>("minutes_before");
            var tookEffect = rows.InstantOrNull("rules_from");
            var rulesFrom = FormerRules.HoldFrom(tookEffect, minutesBefore, snapshot);
            minutes.Replace(minutesBefore, snapshot);
            changed.Add(new(snapshot, rulesFrom));
            if (rulesFrom != tookEffect)
            {
                earlier.Add(changed[^1]);
            }
        }

        await rows.NextAnswerAsync(cancellationToken);
        var cases = changed.Select(one => (one.Snapshot.Authority, one.Snapshot.CaseReference)).ToHashSet();
        var requests = await KnownHistoryTable.ReadAsync(rows, cancellationToken);
        await rows.NextAnswerAsync(cancellationToken);
        var reviews = await KnownReviewTable.ReadAsync(rows, cancellationToken);
        await rows.NextAnswerAsync(cancellationToken);
        var duties = await KnownDutyTable.ReadAsync(rows, cancellationToken);
        return (changed, earlier, minutes, new(
            requests.FindAll(span => cases.Contains((span.Authority, span.CaseReference))),
                reviews.FindAll(span => cases.Contains((span.Authority, span.CaseReference))),
                duties.FindAll(span => cases.Contains((span.Authority, span.CaseReference)))));
    }
}
