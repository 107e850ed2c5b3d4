using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Writes down one reconciliation while it is made, in its transaction.</summary>
internal sealed class KeptReconciliation(NpgsqlConnection connection, long number, string authority)
{
    private const string InsertDifferences = """
        insert into reconciliation_difference (number, id, case_reference, kind, item, theirs, ours, rule, legal_source, working)
        select @number, id, case_reference, kind, item, theirs, ours, rule, legal_source, working
        from unnest(@id, @case_reference, @kind, @item, @theirs, @ours, @rule, @legal_source, @working)
          as found (id, case_reference, kind, item, theirs, ours, rule, legal_source, working)
        """;

    private const string InsertErrors = """
        insert into reconciliation_error (number, place, line, field, rule)
        select @number, place, line, field, rule from unnest(@place, @line, @field, @rule) as wrong (place, line, field, rule)
        """;

    private int _last;

    internal long Number => number;

    internal string Authority => authority;

    internal async Task AddAsync(Difference[] differences, CancellationToken cancellationToken)
    {
        if (differences.Length == 0)
        {
            return;
        }

        await using var insert = connection.Sql(InsertDifferences).With("number", number).With(RowSet.Of(differences)
            .With("id", _ => ++_last)
            .With("case_reference", one => one.CaseReference)
            .With("kind", one => one.Kind)
            .With("item", one => one.Item)
            .With("theirs", one => one.Theirs)
            .With("ours", one => one.Ours)
            .With("rule", one => one.Rule)
            .With("legal_source", one => one.LegalSource)
            .With("working", one => one.Working));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task AddErrorsAsync(IReadOnlyList<CellError> errors, CancellationToken cancellationToken)
    {
        var place = 0;
        await using var insert = connection.Sql(InsertErrors).With("number", number).With(RowSet.Of(errors)
            .With("place", _ => ++place)
            .With("line", one => one.Line)
            .With("field", one => one.Field)
            .With("rule", one => one.Rule));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
