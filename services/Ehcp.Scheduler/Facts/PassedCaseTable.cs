using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Facts;

/// <summary>
/// Which key ever passed a case to which other: an index over the facts that say so, for finding all keys of a case from one of them. A row stays when its
/// fact is taken back; whether it holds is for the facts to say.
/// </summary>
internal static class PassedCaseTable
{
    // Where no case was ever passed on, the lateral is not run once.
    private const string Linked = """
        with recursive linked (authority, case_reference) as (
            select authority collate "C", case_reference collate "C" from unnest(@authority, @case_reference) as wanted (authority, case_reference)
            union
            select other.authority, other.case_reference from linked cross join lateral (
                select successor as authority, successor_reference as case_reference from passed_case as passed
                where passed.authority = linked.authority and passed.case_reference = linked.case_reference
                union all
                select authority, case_reference from passed_case as passed
                where passed.successor = linked.authority and passed.successor_reference = linked.case_reference) as other
            where (select exists (select from passed_case)))
        select authority, case_reference from linked
        except select * from unnest(@authority, @case_reference)
        """;

    private const string InsertNew = """
        insert into passed_case (authority, case_reference, successor, successor_reference)
        select * from unnest(@authority, @case_reference, @successor, @successor_reference) on conflict do nothing
        """;

    /// <summary>Every other key that hangs together with some, over any number of steps.</summary>
    internal static NpgsqlBatchCommand SelectLinked(IReadOnlyList<CaseKey> keys) => new NpgsqlBatchCommand(Linked).With(RowSet.Of(keys).WithCase(key => key));

    /// <summary>The rows of <see cref="SelectLinked"/>.</summary>
    internal static Task<List<CaseKey>> ReadAsync(Rows row, CancellationToken cancellationToken) => row.ListAsync(each => each.CaseKey(), cancellationToken);

    /// <summary>Remembers what the facts say, held or taken back.</summary>
    internal static NpgsqlBatchCommand Insert(IReadOnlyList<(CaseKey From, CaseKey To)> passed) =>
        new NpgsqlBatchCommand(InsertNew).With(RowSet.Of(passed).WithCase(each => each.From)
            .With("successor", each => each.To.Authority).With("successor_reference", each => each.To.CaseReference));
}
