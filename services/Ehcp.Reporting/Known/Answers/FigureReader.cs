using System.Data;
using Ehcp.Deadlines;
using Ehcp.Reporting.Known.Rules;
using Ehcp.Reporting.Questions;
using Npgsql;

namespace Ehcp.Reporting.Known.Answers;

/// <summary>Reads figures and their freshness, all from one snapshot of the database, so that parts add up to their whole.</summary>
public sealed class FigureReader(NpgsqlDataSource database)
{
    private const string FreshnessSql = $"select known_to, rules_year, rules_number from known_to left join lateral ({RulesReleaseTable.InEffectSql}) as in_effect on true";

    internal async Task<Freshness> ReadAsync(AsKnown known, NpgsqlParameter[] parameters, CancellationToken cancellationToken, params Reading[] readings)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Command(FreshnessSql, [new("as_of", known.At.UtcDateTime)]));
        foreach (var reading in readings)
        {
            batch.BatchCommands.Add(Command(reading.Sql, [.. Of(known), .. parameters]));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var freshness = new Freshness(
            reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0),
            reader.IsDBNull(1) ? StatutoryTimetable.Shipped.Release : new RulesRelease(reader.GetInt32(1), reader.GetInt32(2)).ToString(),
            AnyCase: !reader.IsDBNull(1));
        foreach (var reading in readings)
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                reading.Row(reader);
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
        yield return new("day", known.Day);
        if (known.Authorities is { } authorities)
        {
            yield return new("authorities", authorities);
        }
    }
}
