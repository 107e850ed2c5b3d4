using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Npgsql;

namespace Ehcp.Scheduler.Reorganisations;

/// <summary>Which cases of an authority that ends go where, and which cannot.</summary>
/// <param name="Cases">Those that go, by reference.</param>
/// <param name="Cannot">Those that stay until somebody says something else, by reference, each with the reason.</param>
/// <param name="PassedBefore">How many of those named went there before.</param>
internal sealed record PassingPlan(IReadOnlyList<PassingCase> Cases, IReadOnlyList<(string CaseReference, string Because)> Cannot, int PassedBefore)
{
    internal const string NotNamed = "not-named";
    internal const string UnknownCase = "unknown-case";
    internal const string ReferenceTaken = "reference-taken";
    internal const string ReferenceTwice = "reference-twice";
    internal const string PassedElsewhere = "passed-elsewhere";

    // Open is what somebody still waits for. A row without a fact was made for a case that an event named and nobody told of.
    private const string Held = """
        select case_reference, (states || later_states) && '{open,overdue,cannot-compute}' as is_open, elsewhere from case_timeline
        where authority = @authority and fact_count > 0
        order by case_reference
        """;

    private const string Taken = """
        select wanted.authority, wanted.case_reference from unnest(@authority, @case_reference) as wanted (authority, case_reference)
        join case_timeline as held on held.authority = wanted.authority and held.case_reference = wanted.case_reference and held.fact_count > 0
        """;

    private const string PassedOnce = """
        select case_reference from passed_case where authority = @authority and case_reference = any(@case_references)
        """;

    /// <summary>Reads what there is and decides for each case.</summary>
    /// <param name="authority">The authority that ends.</param>
    /// <param name="successors">Those that take over.</param>
    /// <param name="named">Where some cases go: any of these, open or not.</param>
    /// <param name="rest">Who takes every open case that is not named; null when each must be named.</param>
    internal static async Task<PassingPlan> MakeAsync(
        NpgsqlDataSource database, Authority authority, IReadOnlyCollection<Authority> successors, IReadOnlyList<NamedCase> named, Authority? rest,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var held = await HeldAsync(connection, authority.OnsCode, cancellationToken);
        var byReference = held.ToDictionary(one => one.CaseReference, StringComparer.Ordinal);
        var wanted = new List<(CaseKey From, CaseKey To)>();
        var cannot = new List<(string, string)>();
        var passed = new List<(CaseKey From, CaseKey To)>();
        foreach (var one in named)
        {
            var to = new CaseKey(successors.Single(next => next.OnsCode == one.Successor || next.DfeCode == one.Successor
                || next.OnsCodes.Any(code => code.Code == one.Successor)).OnsCode, one.SuccessorReference ?? one.CaseReference);
            var from = new CaseKey(authority.OnsCode, one.CaseReference);
            if (!byReference.TryGetValue(one.CaseReference, out var known))
            {
                cannot.Add((one.CaseReference, UnknownCase));
            }
            else
            {
                (known.Elsewhere ? passed : wanted).Add((from, to));
            }
        }

        var names = named.Select(one => one.CaseReference).ToHashSet(StringComparer.Ordinal);
        foreach (var open in held.Where(one => one is { IsOpen: true, Elsewhere: false } && !names.Contains(one.CaseReference)))
        {
            if (rest is null)
            {
                cannot.Add((open.CaseReference, NotNamed));
            }
            else
            {
                wanted.Add((new(authority.OnsCode, open.CaseReference), new(rest.OnsCode, open.CaseReference)));
            }
        }

        var homes = passed.Count == 0 ? [] : await WholeCases.ReadAsync(connection, [.. passed.Select(each => each.From)], cancellationToken);
        cannot.AddRange(passed.Where(each => homes[each.From].NextOf(each.From) != each.To).Select(each => (each.From.CaseReference, PassedElsewhere)));
        var before = passed.Count(each => homes[each.From].NextOf(each.From) == each.To);

        var twice = wanted.CountBy(each => each.To).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet();
        var taken = await TakenAsync(connection, [.. wanted.Select(each => each.To)], cancellationToken);
        cannot.AddRange(wanted.Where(each => twice.Contains(each.To)).Select(each => (each.From.CaseReference, ReferenceTwice)));
        cannot.AddRange(wanted.Where(each => !twice.Contains(each.To) && taken.Contains(each.To)).Select(each => (each.From.CaseReference, ReferenceTaken)));
        wanted.RemoveAll(each => twice.Contains(each.To) || taken.Contains(each.To));
        var takenBack = await TakenBackAsync(connection, authority.OnsCode, [.. wanted.Select(each => each.From.CaseReference)], cancellationToken);
        return new(
            [
                .. wanted.OrderBy(each => each.From).Select(each => new PassingCase(
                    each.From, each.To, authority.FormerTo!.Value, takenBack.GetValueOrDefault(each.From))),
            ],
            [.. cannot.OrderBy(each => each.Item1, StringComparer.Ordinal)], before);
    }

    private static async Task<List<HeldCase>> HeldAsync(NpgsqlConnection connection, string authority, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Held).With("authority", authority);
        return await select.ListAsync(row => new HeldCase(row.Text("case_reference"), row.Flag("is_open"), row.Flag("elsewhere")), cancellationToken);
    }

    private static async Task<HashSet<CaseKey>> TakenAsync(NpgsqlConnection connection, CaseKey[] keys, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Taken).With(RowSet.Of(keys).WithCase(key => key));
        return (await select.ListAsync(row => row.CaseKey(), cancellationToken)).ToHashSet();
    }

    // Few: only of cases that passed on and came back are the facts read.
    private static async Task<Dictionary<CaseKey, int>> TakenBackAsync(
        NpgsqlConnection connection, string authority, string[] references, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(PassedOnce).With("authority", authority).With("case_references", references);
        var once = (await select.ListAsync(row => new CaseKey(authority, row.Text("case_reference")), cancellationToken)).ToHashSet();
        var counts = new Dictionary<CaseKey, int>();
        if (once.Count > 0)
        {
            foreach (var (key, linked) in await WholeCases.ReadAsync(connection, [.. once], cancellationToken))
            {
                counts[key] = linked.PassedOnFrom(key);
            }
        }

        return counts;
    }

    private sealed record HeldCase(string CaseReference, bool IsOpen, bool Elsewhere);
}
