using System.Text.Json;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Events;
using Ehcp.Intake.Mappings;
using Npgsql;

namespace Ehcp.Intake.Importing;

/// <summary>Which files were imported and tried, and how far each is.</summary>
internal sealed class ImportLog(NpgsqlDataSource database, TimeProvider clock)
{
    // Each set of rows is written down, and no set takes as long.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    // What is still wrong is told with every file anew.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly TimeSpan TriesKept = TimeSpan.FromDays(7);

    private const string ExtractOf = """
        insert into extract (source, mapping, authority, last_time) values (@source, @mapping, @authority, @at)
        on conflict (source, mapping, authority) do update set mapping = excluded.mapping
        returning extract
        """;

    // Later than any time before, whatever the clock says: what changed must be newer than what it changes.
    private const string Begin = """
        with begun as (
          update extract set last_time = greatest(@at, last_time + interval '1 microsecond') where extract = @extract returning last_time),
        left_over as (
          update import set state = 'interrupted' where extract = @extract and state = 'running'),
        tried as (
          delete from trial_row where import in (select number from import where extract = @extract and is_trial)),
        forgotten as (
          delete from rejection where import_id in (
            select id from import where extract = @extract and started_at < @at - case when is_trial then @keep_tries else @keep end))
        insert into import (id, extract, mapping_version, mapping_hash, is_trial, state, time, started_at, updated_at, api_key, counts)
        select @id, @extract, @version, @hash, @is_trial, 'running', last_time, @at, @at, @api_key, '{}' from begun
        """;

    // The same time again, so that what was recorded before it was interrupted is recognised as the same.
    private const string Resume = """
        with left_over as (
          update import set state = 'interrupted' where extract = @extract and state = 'running' and id <> @id),
        tried as (
          delete from trial_row where import in (select number from import where extract = @extract and is_trial)),
        errors as (
          delete from rejection where import_id = @id)
        update import
        set state = 'running', updated_at = @at, counts = '{}', problem = null, mapping_version = @version, mapping_hash = @hash, api_key = @api_key
        where id = @id
        """;

    private const string Find = $"select {ImportRecord.Columns} from import join extract using (extract) where id = @id";

    private const string List = $"""
        select {ImportRecord.Columns} from import join extract using (extract)
        where extract = any(@extracts) and (@below::bigint is null or number < @below)
        order by number desc limit @limit
        """;

    private const string Extracts = "select extract, source, authority from extract where @source::text is null or source = @source";
    private const string Columns = "update import set dropped = @dropped, unused = @unused, absent = @absent where number = @number";
    private const string Progress = "update import set counts = @counts::jsonb, updated_at = @at where number = @number";

    private const string End = """
        update import set state = @state, counts = @counts::jsonb, problem = @problem, updated_at = @at, finished_at = @at where number = @number
        """;

    public async Task<long> ExtractAsync(NpgsqlConnection connection, ImportOrder order, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(ExtractOf).With("source", order.Source).With("mapping", order.Mapping.Mapping.Name)
            .With("authority", order.WholeAuthority ?? "").With("at", Now());
        return await command.ValueAsync<long>(cancellationToken);
    }

    /// <summary>Begins an import, or goes on with one that was interrupted. The caller has the turn of its extract.</summary>
    public async Task<ImportRecord> BeginAsync(
        NpgsqlConnection connection, Guid id, long extract, StoredMapping mapping, bool isTrial, string apiKey, bool isKnown,
        CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(isKnown ? Resume : Begin).With("id", id).With("extract", extract).With("version", mapping.Version)
            .With("hash", mapping.Hash).With("at", Now()).With("api_key", apiKey);
        if (!isKnown)
        {
            command.With("is_trial", isTrial).With("keep", Kept).With("keep_tries", TriesKept);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var find = connection.Sql(Find).With("id", id);
        return await find.FirstOrNullAsync(ImportRecord.Read, cancellationToken)
            ?? throw new InvalidOperationException("An import that was just written down is not there.");
    }

    public async Task<ImportRecord?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.Sql(Find).With("id", id);
        return Alive(await command.FirstOrNullAsync(ImportRecord.Read, cancellationToken));
    }

    /// <summary>Imports that a sender may know of, newest first.</summary>
    /// <param name="sender">Who asks.</param>
    /// <param name="source">Of this source; null for every one.</param>
    /// <param name="below">Only those with a lower number.</param>
    public async Task<List<ImportRecord>> ListAsync(Caller sender, string? source, long? below, int limit, CancellationToken cancellationToken)
    {
        await using var find = database.Sql(Extracts).With("source", source);
        var extracts = await find.ListAsync(row => (Id: row.Long("extract"), Source: row.Text("source"), Authority: row.Text("authority")), cancellationToken);
        long[] visible = [.. extracts.Where(extract => IsVisible(sender, extract.Source, extract.Authority)).Select(extract => extract.Id)];
        await using var command = database.Sql(List).With("extracts", visible).With("below", below).With("limit", limit);
        return [.. (await command.ListAsync(ImportRecord.Read, cancellationToken)).Select(one => Alive(one)!)];
    }

    /// <summary>Whether a sender may know of files of this source, where they are of one authority also for that.</summary>
    public static bool IsVisible(Caller sender, string source, string authority) =>
        authority.Length == 0 ? sender.MaySendFrom(source) : sender.MaySend(source, authority);

    public static async Task ColumnsAsync(NpgsqlConnection connection, ImportRecord import, BoundMapping bound, CancellationToken cancellationToken)
    {
        await using var command = connection.Sql(Columns).With("number", import.Number).With("dropped", bound.Dropped).With("unused", bound.Unused)
            .With("absent", bound.Absent.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public NpgsqlBatchCommand ProgressOf(ImportRecord import, ImportCounts counts) =>
        new NpgsqlBatchCommand(Progress).With("number", import.Number).With("counts", Written(counts)).With("at", Now());

    public async Task EndAsync(ImportRecord import, string state, ImportCounts counts, string? problem)
    {
        await using var command = database.Sql(End).With("number", import.Number).With("state", state).With("counts", Written(counts)).With("problem", problem)
            .With("at", Now());
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // A process that was killed says nothing.
    private ImportRecord? Alive(ImportRecord? import) =>
        import is { State: ImportStates.Running } && clock.GetUtcNow() - import.UpdatedAt > Silence ? import with { State = ImportStates.Interrupted } : import;

    private static string Written(ImportCounts counts) => JsonSerializer.Serialize(counts, ImportStateJson.Default.ImportCounts);

    private DateTime Now() => Timestamps.ToMicroseconds(clock.GetUtcNow());
}
