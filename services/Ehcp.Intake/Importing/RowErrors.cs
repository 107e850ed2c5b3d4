using System.Text.Json;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Rejections;
using Npgsql;

namespace Ehcp.Intake.Importing;

/// <summary>What was wrong with rows, in the tray beside refused events. It is given no values, so it can keep none.</summary>
internal static class RowErrors
{
    /// <summary>How many rows of one file are kept; of the others it is only counted which rules they broke.</summary>
    public const int MostRows = 10_000;

    // Where the same row broke the same rules before and was set aside, it stays so.
    private const string Insert = """
        insert into rejection (
          at, api_key, source, type, errors, import_id, line, is_trial, extract, row_key, state, state_at, set_aside_by, set_aside_reason)
        select @at, @api_key, @source, refused.type, refused.errors::jsonb, @import_id, refused.line, @is_trial, @extract, refused.row_key,
          coalesce(before.state, 'open'), before.state_at, before.set_aside_by, before.set_aside_reason
        from unnest(@type, @errors, @line, @row_key) as refused (type, errors, line, row_key)
        left join lateral (
          select known.state, known.state_at, known.set_aside_by, known.set_aside_reason
          from rejection as known
          where known.extract = @extract and known.row_key = refused.row_key and known.state = 'set-aside'
            and known.type is not distinct from refused.type and known.errors = refused.errors::jsonb
          order by known.number desc limit 1) as before on not @is_trial
        """;

    private const string List = """
        select number, line, type, errors::text as errors from rejection
        where import_id = @import_id and number > @after order by number limit @limit
        """;

    /// <param name="keys">What the rows of these lines are known by, where that may be kept.</param>
    public static NpgsqlBatchCommand Adding(ImportRecord import, DateTime at, IEnumerable<RowError> errors, IReadOnlyDictionary<long, byte[]> keys)
    {
        var rows = errors.GroupBy(error => (error.Line, error.Fact)).Select(group => (
            Type: group.Key.Fact is { } fact ? $"ehcp.{fact}.v1" : null,
            Errors: JsonSerializer.Serialize(
                [.. group.Select(error => new BrokenRule(error.Pointer, error.Rule, error.Column))], RejectionsJson.Default.IReadOnlyListBrokenRule),
            group.Key.Line)).ToList();
        return new NpgsqlBatchCommand(Insert).With("at", at).With("api_key", import.ApiKey).With("source", import.Source).With("import_id", import.Id)
            .With("is_trial", import.IsTrial).With("extract", import.Extract)
            .With(RowSet.Of(rows).With("type", row => row.Type).With("errors", row => row.Errors).With("line", row => row.Line)
                .With("row_key", row => keys.GetValueOrDefault(row.Line)));
    }

    /// <summary>What was wrong with the rows of an import, in the order of the file; of each row with its place in the list.</summary>
    public static async Task<List<(long Number, long Line, string? Type, IReadOnlyList<BrokenRule> Errors)>> ListAsync(
        NpgsqlDataSource database, Guid import, long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(List).With("import_id", import).With("after", after).With("limit", limit);
        return await command.ListAsync(
            row => (row.Long("number"), row.Long("line"), row.TextOrNull("type"),
                JsonSerializer.Deserialize(row.Text("errors"), RejectionsJson.Default.IReadOnlyListBrokenRule) ?? []),
            cancellationToken);
    }
}
