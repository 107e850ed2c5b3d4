using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Npgsql;

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

/// <summary>Who saw or did what. Only the gate writes, for those who ask and for what leaves by itself.</summary>
internal sealed class AccessLog(NpgsqlDataSource database, TimeProvider clock)
{
    private const int LongestQuery = 2000;

    private const string Add = """
        insert into access_record (at, caller, caller_id, what, outcome, authority, case_references, subjects, query, cases)
        values (@now, @caller, @caller_id, @what, @outcome, @authority, @case_references, @subjects, @query, @cases)
        """;

    private const string Columns = "id, at, caller, caller_id, what, outcome, authority, case_references, subjects, query, cases";

    internal async Task WriteAsync(Caller caller, IReadOnlyCollection<Entry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        await using var batch = database.CreateBatch();
        var now = clock.GetUtcNow();
        foreach (var entry in entries)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Add)
                .With("now", now)
                .With("caller", Plain(caller.Name))
                .With("caller_id", Plain(caller.Id))
                .With("what", entry.What)
                .With("outcome", entry.Outcome)
                .With("authority", entry.Authority)
                .With("case_references", entry.CaseReferences)
                .With("subjects", entry.Subjects is { Length: > 0 } some ? some : null)
                .With("query", entry.Query is { Length: > 0 } query ? Plain(query[..Math.Min(query.Length, LongestQuery)]) : null)
                .With("cases", entry.CaseReferences.Length));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>The newest first.</returns>
    internal async Task<List<AccessRecord>> ReadAsync(Sight sight, AccessQuestion question, int limit, CancellationToken cancellationToken)
    {
        // What is not asked is left out, so that PostgreSQL plans for what is.
        var conditions = new List<string> { sight.Where(team: "null::text") };
        await using var command = database.Sql("").With("limit", limit);
        command.Parameters.AddRange(sight.Parameters().ToArray());
        Only("case_references @> array[@case]", "case", question.CaseReference);
        Only("(caller = @caller or caller_id = @caller)", "caller", question.Caller);
        Only("what = @what", "what", question.What);
        Only("outcome = @outcome", "outcome", question.Outcome);
        Only("at >= @from", "from", question.From?.ToUniversalTime());
        Only("at < @to", "to", question.To?.ToUniversalTime());
        Only("id < @before", "before", question.Before);
        command.CommandText = $"select {Columns} from access_record where {string.Join(" and ", conditions)} order by id desc limit @limit";
        return await command.ListAsync(Read, cancellationToken);

        void Only<T>(string condition, string name, T? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                command.With(name, value);
            }
        }
    }

    /// <returns>Null when there is none, or the reader may not see it.</returns>
    internal async Task<AccessRecord?> FindAsync(Sight sight, long id, CancellationToken cancellationToken)
    {
        await using var command = database.Sql($"select {Columns} from access_record where id = @id and {sight.Where(team: "null::text")}").With("id", id);
        command.Parameters.AddRange(sight.Parameters().ToArray());
        return await command.FirstOrNullAsync(Read, cancellationToken);
    }

    private static AccessRecord Read(Rows row) => new()
    {
        Id = row.Long("id"),
        At = row.Instant("at"),
        Caller = row.Text("caller"),
        CallerId = row.TextOrNull("caller_id"),
        What = row.Text("what"),
        Outcome = row.Text("outcome"),
        Authority = row.TextOrNull("authority"),
        CaseReferences = row.IsNull("case_references") ? null : row.Value<string[]>("case_references"),
        Subjects = row.IsNull("subjects") ? null : row.Value<string[]>("subjects"),
        Query = row.TextOrNull("query"),
        Cases = row.Int("cases"),
    };

    // The database has no zero character, and a line of a log no other control character.
    private static string Plain(string text) => text.Any(char.IsControl) ? string.Concat(text.Where(one => !char.IsControl(one))) : text;
}
