using System.Data;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Csv;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>What is to be compared.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="OnDay">The London day of the file.</param>
/// <param name="ClosedCases">Whether the file has closed cases too, so that those of ours without a row are told.</param>
/// <param name="Named">Columns that were named for their fields.</param>
/// <param name="By">Who asks.</param>
/// <param name="IsTrial">Whether nothing is kept.</param>
internal sealed record ReconciliationOrder(
    string Authority, DateOnly OnDay, bool ClosedCases, IReadOnlyDictionary<TheirField, string> Named, string By, bool IsTrial);

/// <summary>What came of it: the answer, or why the file cannot be read.</summary>
internal sealed record ReconciliationOutcome(ReconciliationAnswer? Answer, string? Refusal);

/// <summary>
/// Compares a file with what is known: the file in sets of rows into a table that ends with the transaction, then case by case, all of it as of one instant.
/// A trial is the same, taken back. At no time more than a set of rows is held, however long the file is.
/// </summary>
internal sealed class RunReconciliation(NpgsqlDataSource database, LawInForce law, TimeProvider clock)
{
    private const int Rows = 1000;
    private const int Bodies = 200;

    private const string MakeTable = """
        create temporary table their_case (
          case_reference text collate "C" not null primary key, line bigint not null, days date[] not null, standing text, unread integer[] not null)
        on commit drop
        """;

    // Days and unread fields of a row are written as one text each: an array of arrays would want them equally long.
    private const string AddRows = """
        insert into their_case (case_reference, line, days, standing, unread)
        select case_reference, line, days::date[], standing, unread::integer[]
        from unnest(@case_reference, @line, @days, @standing, @unread) as told (case_reference, line, days, standing, unread) order by line
        on conflict (case_reference) do nothing returning line
        """;

    private const string Theirs = """
        select t.case_reference, t.line, t.days, t.standing, t.unread, s.body from their_case t
        left join case_snapshot s on s.authority = @authority and s.case_reference = t.case_reference
        where t.case_reference > @after order by t.case_reference limit @most
        """;

    private const string OnlyOurs = """
        select s.case_reference, s.body from case_snapshot s
        where s.authority = @authority and s.case_reference > @after
          and not exists (select 1 from their_case t where t.case_reference = s.case_reference)
          and exists (
            select 1 from known_request k
            where k.authority = s.authority and k.case_reference = s.case_reference and k.known_to is null and (@closed_cases or k.outcome = 'open'))
        order by s.case_reference limit @most
        """;

    /// <exception cref="CsvException">It cannot be read at all.</exception>
    internal async Task<ReconciliationOutcome> RunAsync(ReconciliationOrder order, Stream file, string? charset, CancellationToken cancellationToken)
    {
        await using var csv = await CsvFile.OpenAsync(file, charset, cancellationToken);
        if (csv.Header.Length == 0)
        {
            return new(null, "The file is empty.");
        }

        if (TheirColumns.TryFind(csv.Header, order.Named, out var columns) is { } refusal)
        {
            return new(null, refusal);
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (errors, tally) = (new ErrorTally(), new Tally());
        await ReadAsync(connection, csv, columns, errors, tally, cancellationToken);
        var current = law.Current;
        var kept = new KeptReconciliation(connection, await ReconciliationTable.NextNumberAsync(connection, cancellationToken), order.Authority);
        var comparison = new CaseComparison(current, columns, order.OnDay);
        await CompareAsync(connection, order, comparison, tally, kept, cancellationToken);
        var made = tally.Of(
            kept.Number, order, clock.GetUtcNow(), current.Timetable.Release, current.Calendar.Edition,
            [.. columns.Fields.Skip(1).Select(field => field.Words)], errors.OfCells);
        await kept.AddErrorsAsync(errors.Told, cancellationToken);
        await ReconciliationTable.AddAsync(connection, made, cancellationToken);
        var (page, next) = await ReconciliationTable.DifferencesAsync(connection, made, DifferencePage.First, cancellationToken);
        if (order.IsTrial)
        {
            await transaction.RollbackAsync(cancellationToken);
            return new(new(made with { Number = null }, page, columns.Ignored, errors.Told, null), null);
        }

        await transaction.CommitAsync(cancellationToken);
        return new(new(made, page, columns.Ignored, errors.Told, next), null);
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection, CsvFile csv, TheirColumns columns, ErrorTally errors, Tally tally, CancellationToken cancellationToken)
    {
        await using (var make = connection.Sql(MakeTable))
        {
            await make.ExecuteNonQueryAsync(cancellationToken);
        }

        var reader = new TheirRows(columns, csv.Header.Length);
        await foreach (var rows in csv.RowsAsync(columns.Places, Rows, cancellationToken))
        {
            var wrong = new List<CellError>();
            List<TheirCase> cases = [.. rows.Select(row => reader.Read(row, wrong)).OfType<TheirCase>()];
            tally.Read(rows.Count, rows.Count - cases.Count);
            await using var add = connection.Sql(AddRows).With(RowSet.Of(cases)
                .With("case_reference", one => one.CaseReference)
                .With("line", one => one.Line)
                .With("days", one => $"{{{string.Join(',', one.Days.Select(day => day is { } known ? $"{known:yyyy-MM-dd}" : "null"))}}}")
                .With("standing", one => one.Standing)
                .With("unread", one => $"{{{string.Join(',', one.Unread)}}}"));
            var taken = (await add.ListAsync(row => row.Long("line"), cancellationToken)).ToHashSet();
            foreach (var again in cases.Where(one => !taken.Contains(one.Line)))
            {
                wrong.Add(new(again.Line, TheirField.CaseReference.Words, CellRules.Twice));
                tally.Read(0, 1);
            }

            errors.Add(wrong.OrderBy(error => error.Line));
        }
    }

    private static async Task CompareAsync(
        NpgsqlConnection connection, ReconciliationOrder order, CaseComparison comparison, Tally tally, KeptReconciliation kept,
        CancellationToken cancellationToken)
    {
        await EachSetAsync(Theirs, row => (Their: Case(row), Ours: Snapshot(row)), one => one.Their.CaseReference, one =>
        {
            if (one.Ours is null or { PassedTo: not null })
            {
                return [CaseComparison.OnlyTheirs(one.Their.CaseReference)];
            }

            Difference[] found = [.. comparison.Of(one.Ours, one.Their)];
            tally.Both(found.Length == 0 && one.Their.Unread.Length == 0);
            return found;
        });
        await EachSetAsync(
            OnlyOurs, row => Snapshot(row)!, one => one.CaseReference, one => one.PassedTo is null ? [comparison.OnlyOurs(one)] : []);

        async Task EachSetAsync<T>(string sql, Func<Rows, T> read, Func<T, string> keyOf, Func<T, Difference[]> compare)
        {
            for (var after = ""; ;)
            {
                await using var select = connection.Sql(sql).With("authority", order.Authority).With("after", after).With("most", Bodies)
                    .With("closed_cases", order.ClosedCases);
                var set = await select.ListAsync(read, cancellationToken);
                Difference[] found = [.. set.SelectMany(compare)];
                tally.Add(found);
                await kept.AddAsync(found, cancellationToken);
                if (set.Count < Bodies)
                {
                    return;
                }

                after = keyOf(set[^1]);
            }
        }
    }

    private static TheirCase Case(Rows row) => new(
        row.Long("line"), row.Text("case_reference"), row.Value<DateOnly?[]>("days"), row.TextOrNull("standing"), row.Value<int[]>("unread"));

    private static CaseSnapshot? Snapshot(Rows row) =>
        row.BytesOrNull("body") is { } body ? JsonSerializer.Deserialize<CaseSnapshot>(body, ContractsJson.Options) : null;
}
