using Ehcp.Hosting.Keys;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Hosting.Access;

/// <summary>A row to be written.</summary>
/// <param name="What">What was looked at or done.</param>
/// <param name="Outcome">One of <see cref="Outcomes"/>.</param>
/// <param name="Authority">ONS code; null where it is of no one authority.</param>
/// <param name="CaseReferences">Every case.</param>
/// <param name="Subjects">What else it was about.</param>
/// <param name="Query">As it was asked for.</param>
internal sealed record Entry(string What, string Outcome, string? Authority, string[] CaseReferences, string[] Subjects, string? Query);

/// <summary>Which rows are read; null restricts nothing.</summary>
/// <param name="From">Not before.</param>
/// <param name="To">Not at or after.</param>
/// <param name="Before">Only rows with a lower id.</param>
internal sealed record AccessQuestion(
    string? CaseReference = null, string? Caller = null, string? What = null, string? Outcome = null, DateTimeOffset? From = null, DateTimeOffset? To = null,
    long? Before = null);

/// <summary>Who saw or did what. Only the gate writes.</summary>
internal sealed class AccessLog(NpgsqlDataSource database, TimeProvider clock)
{
    private const int LongestQuery = 2000;

    private const string Add = """
        insert into access_record (at, caller, caller_id, what, outcome, authority, case_references, subjects, query, cases)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string Columns = "id, at, caller, caller_id, what, outcome, authority, case_references, subjects, query, cases";

    internal async Task WriteAsync(Caller caller, IReadOnlyCollection<Entry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        await using var batch = database.CreateBatch();
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var entry in entries)
        {
            batch.BatchCommands.Add(new(Add)
            {
                Parameters =
                {
                    new() { Value = now },
                    new() { Value = Plain(caller.Name) },
                    new() { Value = Plain(caller.Id) },
                    new() { Value = entry.What },
                    new() { Value = entry.Outcome },
                    new NpgsqlParameter<string?> { TypedValue = entry.Authority },
                    new() { Value = entry.CaseReferences },
                    new() { Value = entry.Subjects is { Length: > 0 } some ? some : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    new NpgsqlParameter<string?> { TypedValue = entry.Query is { Length: > 0 } query ? Plain(query[..Math.Min(query.Length, LongestQuery)])
                        : null },
                    new() { Value = entry.CaseReferences.Length },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>The newest first.</returns>
    internal async Task<List<AccessRecord>> ReadAsync(Sight sight, AccessQuestion question, int limit, CancellationToken cancellationToken)
    {
        var conditions = new List<string> { sight.Where(team: "null::text") };
        await using var command = database.CreateCommand("");
        command.Parameters.AddRange(sight.Parameters().ToArray());
        Only("case_references @> array[@case]", "case", question.CaseReference);
        Only("(caller = @caller or caller_id = @caller)", "caller", question.Caller);
        Only("what = @what", "what", question.What);
        Only("outcome = @outcome", "outcome", question.Outcome);
        Only("at >= @from", "from", question.From?.UtcDateTime);
        Only("at < @to", "to", question.To?.UtcDateTime);
        Only("id < @before", "before", question.Before);
        command.CommandText = $"select {Columns} from access_record where {string.Join(" and ", conditions)} order by id desc limit @limit";
        command.Parameters.Add(new("limit", limit));
        return await ReadAsync(command, cancellationToken);

        void Only(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                command.Parameters.Add(new(name, value));
            }
        }
    }

    /// <returns>Null when there is none, or the reader may not see it.</returns>
    internal async Task<AccessRecord?> FindAsync(Sight sight, long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from access_record where id = @id and {sight.Where(team: "null::text")}");
        command.Parameters.Add(new("id", id));
        command.Parameters.AddRange(sight.Parameters().ToArray());
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    private static async Task<List<AccessRecord>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var records = new List<AccessRecord>();
        while (await row.ReadAsync(cancellationToken))
        {
            records.Add(new()
            {
                Id = row.GetInt64(0),
                At = row.GetFieldValue<DateTimeOffset>(1),
                Caller = row.GetString(2),
                CallerId = row.IsDBNull(3) ? null : row.GetString(3),
                What = row.GetString(4),
                Outcome = row.GetString(5),
                Authority = row.IsDBNull(6) ? null : row.GetString(6),
                CaseReferences = row.IsDBNull(7) ? null : row.GetFieldValue<string[]>(7),
                Subjects = row.IsDBNull(8) ? null : row.GetFieldValue<string[]>(8),
                Query = row.IsDBNull(9) ? null : row.GetString(9),
                Cases = row.GetInt32(10),
            });
        }

        return records;
    }

    // The database has no zero character, and a line of a log no other control character.
    private static string Plain(string text) => text.Any(char.IsControl) ? string.Concat(text.Where(one => !char.IsControl(one))) : text;
}
