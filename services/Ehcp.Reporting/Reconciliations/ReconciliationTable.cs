using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Words;
using Npgsql;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Which differences of a reconciliation.</summary>
/// <param name="Kind">Only of this kind; null for every one.</param>
/// <param name="Mark">Only with this mark, or <c>none</c> for those without; null for every one.</param>
/// <param name="After">Only those with a higher id.</param>
/// <param name="Most">How many at most.</param>
internal sealed record DifferencePage(string? Kind, string? Mark, int After, int Most)
{
    internal const int MostAtOnce = 1000;
    internal const int Usual = 100;

    internal static DifferencePage First { get; } = new(null, null, 0, Usual);
}

/// <summary>Reconciliations that were made.</summary>
internal sealed class ReconciliationTable(NpgsqlDataSource database)
{
    internal const int MostAtOnce = 500;
    internal const int Usual = 100;

    private const string NextNumber = "select nextval(pg_get_serial_sequence('reconciliation', 'number')) as number";

    private const string Insert = """
        insert into reconciliation (number, authority, on_day, made_at, made_by, rules, calendar, closed_cases, compared, rows_read, refused_rows, unread_cells,
          same, different, only_with_them, only_with_us, another_date, another_deadline, another_status)
        overriding system value
        values (@number, @authority, @on_day, @made_at, @made_by, @rules, @calendar, @closed_cases, @compared, @rows_read, @refused_rows, @unread_cells,
          @same, @different, @only_with_them, @only_with_us, @another_date, @another_deadline, @another_status)
        """;

    private const string Columns = """
        number, authority, on_day, made_at, made_by, rules, calendar, closed_cases, compared, rows_read, refused_rows, unread_cells,
        same, different, only_with_them, only_with_us, another_date, another_deadline, another_status
        """;

    private const string Select = $"select {Columns} from reconciliation where number = @number";

    private const string List = $"""
        select {Columns} from reconciliation
        where (@authorities::text[] is null or authority = any(@authorities)) and number < @after order by number desc limit @most
        """;

    private const string Errors = "select line, field, rule from reconciliation_error where number = @number order by place";

    private const string Differences = """
        select d.id, d.case_reference, d.kind, d.item, d.theirs, d.ours, d.rule, d.legal_source, d.working, m.mark, m.marked_by, m.marked_at
        from reconciliation_difference d
        left join reconciliation_mark m on m.authority = @authority and m.case_reference = d.case_reference and m.kind = d.kind and m.item = d.item
          and m.theirs = coalesce(d.theirs, '') and m.ours = coalesce(d.ours, '')
        where d.number = @number and d.id > @after and (@kind::text is null or d.kind = @kind)
          and (@mark::text is null or coalesce(m.mark, 'none') = @mark)
        order by d.id limit @most
        """;

    private const string SetMark = """
        insert into reconciliation_mark (authority, case_reference, kind, item, theirs, ours, mark, marked_by, marked_at)
        select @authority, d.case_reference, d.kind, d.item, coalesce(d.theirs, ''), coalesce(d.ours, ''), @mark, @marked_by, @marked_at
        from reconciliation_difference d where d.number = @number and d.id = any(@ids)
        on conflict (authority, case_reference, kind, item, theirs, ours) do update
          set mark = excluded.mark, marked_by = excluded.marked_by, marked_at = excluded.marked_at
        returning case_reference
        """;

    private const string TakeMark = """
        delete from reconciliation_mark m using reconciliation_difference d
        where d.number = @number and d.id = any(@ids) and m.authority = @authority and m.case_reference = d.case_reference and m.kind = d.kind
          and m.item = d.item and m.theirs = coalesce(d.theirs, '') and m.ours = coalesce(d.ours, '')
        returning m.case_reference
        """;

    private const string Known = "select d.id from reconciliation_difference d where d.number = @number and d.id = any(@ids)";

    // Of a trial the number is not used: numbers have gaps, and are never given twice.
    internal static async Task<long> NextNumberAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var next = connection.Sql(NextNumber);
        return await next.ValueAsync<long>(cancellationToken);
    }

    internal static async Task AddAsync(NpgsqlConnection connection, Reconciliation made, CancellationToken cancellationToken)
    {
        await using var insert = connection.Sql(Insert).With("number", made.Number!.Value).With("authority", made.Authority).With("on_day", made.OnDay)
            .With("made_at", made.MadeAt).With("made_by", made.MadeBy).With("rules", made.Rules).With("calendar", made.Calendar)
            .With("closed_cases", made.ClosedCases).With<string[]>("compared", [.. made.Compared]).With("rows_read", made.Rows)
            .With("refused_rows", made.RefusedRows).With("unread_cells", made.UnreadCells).With("same", made.Same).With("different", made.Different)
            .With("only_with_them", made.Differences.OnlyWithThem).With("only_with_us", made.Differences.OnlyWithUs)
            .With("another_date", made.Differences.AnotherDate).With("another_deadline", made.Differences.AnotherDeadline)
            .With("another_status", made.Differences.AnotherStatus);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task<Reconciliation?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Select).With("number", number);
        return await select.FirstOrNullAsync(Head, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    /// <param name="authorities">ONS codes; null for every one there is.</param>
    /// <param name="after">Only those with a lower number.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<List<Reconciliation>> OfAsync(string[]? authorities, long after, int most, CancellationToken cancellationToken)
    {
        await using var list = database.Sql(List).With<string[]?>("authorities", authorities).With("after", after).With("most", most);
        return await list.ListAsync(Head, cancellationToken);
    }

    internal async Task<List<CellError>> ErrorsAsync(long number, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Errors).With("number", number);
        return await select.ListAsync(row => new CellError(row.Long("line"), row.TextOrNull("field"), row.Text("rule")), cancellationToken);
    }

    internal async Task<(IReadOnlyList<ListedDifference> Page, int? Next)> DifferencesAsync(
        Reconciliation made, DifferencePage page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await DifferencesAsync(connection, made, page, cancellationToken);
    }

    internal static async Task<(IReadOnlyList<ListedDifference> Page, int? Next)> DifferencesAsync(
        NpgsqlConnection connection, Reconciliation made, DifferencePage page, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Differences).With("number", made.Number!.Value).With("authority", made.Authority)
            .With<string?>("kind", page.Kind).With<string?>("mark", page.Mark).With("after", page.After).With("most", page.Most + 1);
        var found = await select.ListAsync(row => Listed(row, made.Authority), cancellationToken);
        return Hosting.Parameters.PageKey.Page(found, page.Most, one => one.Id);
    }

    /// <summary>The ids that the reconciliation has of these.</summary>
    internal async Task<List<int>> KnownAsync(long number, int[] ids, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Known).With("number", number).With("ids", ids);
        return await select.ListAsync(row => row.Int("id"), cancellationToken);
    }

    /// <summary>Marks differences, or takes their marks away.</summary>
    /// <returns>The cases of those that were changed.</returns>
    internal async Task<List<string>> MarkAsync(
        Reconciliation of, int[] ids, string mark, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var change = database.Sql(mark == Marks.None ? TakeMark : SetMark).With("number", of.Number!.Value).With("authority", of.Authority)
            .With("ids", ids).With("mark", mark).With("marked_by", by).With("marked_at", at);
        return await change.ListAsync(row => row.Text("case_reference"), cancellationToken);
    }

    private static ListedDifference Listed(Rows row, string authority)
    {
        var (id, reference, kind) = (row.Int("id"), row.Text("case_reference"), row.Text("kind"));
        return new(
            id, reference, kind == Kinds.OnlyWithThem ? null : Paths.Case(authority, reference), kind, row.Text("item"), row.TextOrNull("theirs"),
            row.TextOrNull("ours"), row.TextOrNull("rule"), row.TextOrNull("legal_source"), row.TextOrNull("working"), row.TextOrNull("mark"),
            row.TextOrNull("marked_by"), row.InstantOrNull("marked_at"));
    }

    private static Reconciliation Head(Rows row) => new(
        row.Long("number"), row.Text("authority"), row.Day("on_day"), row.Instant("made_at"), row.Text("made_by"), row.Text("rules"), row.Text("calendar"),
        row.Flag("closed_cases"), row.Value<string[]>("compared"), row.Int("rows_read"), row.Int("refused_rows"), row.Int("unread_cells"), row.Int("same"),
        row.Int("different"),
        new(row.Int("only_with_them"), row.Int("only_with_us"), row.Int("another_date"), row.Int("another_deadline"), row.Int("another_status")));
}
