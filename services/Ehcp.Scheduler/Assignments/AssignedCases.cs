using System.Security.Cryptography;
using System.Text;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Npgsql;

namespace Ehcp.Scheduler.Assignments;

/// <summary>An open case and the fact that says who holds it.</summary>
internal sealed record AssignedCase(CaseKey Key, RecordedFact By)
{
    internal CaseAssigned Assignment => (CaseAssigned)By.Fact;

    internal bool IsOfficer(string person) => Is(Assignment.CaseOfficer, person);

    /// <returns>The case with one person in the place of another.</returns>
    internal CaseAssigned With(string person, string other)
    {
        var officer = IsOfficer(person) ? other : Assignment.CaseOfficer;
        var deputy = Is(Assignment.Deputy, person) ? other : Assignment.Deputy;
        return Assignment with { CaseOfficer = officer, Deputy = deputy is not null && Is(officer, deputy) ? null : deputy };
    }

    /// <summary>The same for the same act on the same assignment, so that saying it again changes nothing; another once the case was assigned
    /// otherwise.</summary>
    internal string EventId(string person, string other) => "reassigned-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Key.Authority, Key.CaseReference, By.Source, By.Id, person, other))).AsSpan(0, 20));

    private static bool Is(string? address, string person) => string.Equals(address, person, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The open cases that somebody holds, or is the deputy of.</summary>
internal static class AssignedCases
{
    private const int SetSize = 500;

    private const string Select = """
        select authority, case_reference from case_timeline
        where authority = any(@authorities) and (lower(case_officer) = @person or lower(deputy) = @person)
        and (states || later_states) && '{open,overdue,cannot-compute}'
        order by authority, case_reference
        """;

    internal static async Task<List<AssignedCase>> OfAsync(NpgsqlDataSource database, Sight sight, string person, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var keys = await KeysAsync(connection, sight, person, cancellationToken);
        var cases = new List<AssignedCase>(keys.Count);
        foreach (var set in keys.Chunk(SetSize))
        {
            var whole = await WholeCases.ReadAsync(connection, set, cancellationToken);
            cases.AddRange(from key in set let newest = Newest(whole[key].FactsAt(key)) where newest is not null select new AssignedCase(key, newest));
        }

        return cases;
    }

    // As the law folds them: the newest wins, and of two of one instant the later source and id.
    private static RecordedFact? Newest(List<RecordedFact> facts)
    {
        var retracted = facts.Where(fact => fact.Fact is EventRetracted)
            .Select(fact => (((EventRetracted)fact.Fact).RetractedSource ?? fact.Source, ((EventRetracted)fact.Fact).RetractedId)).ToHashSet();
        return facts.Where(fact => fact.Fact is CaseAssigned && !retracted.Contains((fact.Source, fact.Id)))
            .OrderByDescending(fact => fact.Time).ThenByDescending(fact => fact.Source, StringComparer.Ordinal)
                .ThenByDescending(fact => fact.Id, StringComparer.Ordinal).FirstOrDefault();
    }

    private static async Task<List<CaseKey>> KeysAsync(NpgsqlConnection connection, Sight sight, string person, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Select).With("authorities", sight.WholeAuthorities).With("person", person);
        return await select.ListAsync(row => row.CaseKey(), cancellationToken);
    }
}
