using System.Data;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Rules;
using Ehcp.Reporting.Questions;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Known.Answers;

/// <summary>Reads figures and their freshness, all from one snapshot of the database, so that parts add up to their whole.</summary>
public sealed class FigureReader(NpgsqlDataSource database)
{
    private const string FreshnessSql = $"""
        select complete_to, rules_year, rules_number from completeness left join lateral ({RulesReleaseTable.InEffectSql}) as in_effect on true
        """;

    /// <summary>
    /// Every statement may name <c>@known_at</c> (null for now), <c>@as_of</c> (the same instant, never null), <c>@day</c>, <c>@authorities</c> (null for
    /// every one there is) and the parameters given.
    /// </summary>
    internal async Task<Freshness> ReadAsync(AsKnown known, NpgsqlParameter[] parameters, CancellationToken cancellationToken, params Reading[] readings)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Command(FreshnessSql, [new("as_of", known.At.UtcDateTime)]));
        foreach (var reading in readings)
        {
            batch.BatchCommands.Add(Command(reading.Sql, [.. Of(known), .. parameters, .. reading.Parameters]));
        }

        await using var rows = await batch.RowsAsync(cancellationToken);
        await rows.NextAsync(cancellationToken);
        var freshness = new Freshness(
            rows.InstantOrNull("complete_to"),
            rows.IntOrNull("rules_year") is { } year ? new RulesRelease(year, rows.Int("rules_number")).ToString() : StatutoryTimetable.Shipped.Release,
            AnyCase: !rows.IsNull("rules_year"));
        foreach (var reading in readings)
        {
            await rows.NextAnswerAsync(cancellationToken);
            while (await rows.NextAsync(cancellationToken))
            {
                reading.Row(rows);
            }
        }

        return freshness;
    }

    private static NpgsqlBatchCommand Command(string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }

        return command;
    }

    private static IEnumerable<NpgsqlParameter> Of(AsKnown known)
    {
        yield return new("as_of", known.At.UtcDateTime);
        yield return new("known_at", NpgsqlDbType.TimestampTz) { Value = (object?)known.Then?.UtcDateTime ?? DBNull.Value };
        yield return new("day", known.Day);
        yield return new("authorities", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = (object?)known.Authorities ?? DBNull.Value };
    }
}
