using System.Text.Json.Serialization;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Changes;

/// <summary><c>GET /v1/changes</c>: what was announced of cases, in the order of the feed, for systems without a broker.</summary>
internal static class ReadChanges
{
    internal const int MostAtOnce = 1000;
    internal const int Usual = 100;

    // The end of the feed is of the same instant as the rows: what is placed meanwhile is beyond it.
    private const string Select = """
        select feed.newest, change.position, change.kind, change.authority, change.case_reference, change.milestone, change.clock, change.last_day, change.at
        from (select coalesce(max(position), 0) as newest from change) as feed
        left join lateral (
            select * from change where position > @after and authority = any(@authorities) order by position limit @most) as change on true
        order by change.position
        """;

    internal static async Task<Results<Ok<ChangePage>, ProblemHttpResult>> HandleAsync(
        long? after, string? authority, int? limit, Passage gate, NpgsqlDataSource database, LawInForce law, CancellationToken cancellationToken)
    {
        if (authority is not null && !gate.Sight.SeesAllOf(authority))
        {
            return Problems.AuthorityNotAllowed();
        }

        var page = await PageAsync(
            database, law.Current.Calendar, after ?? 0, gate.Sight.Within(authority).WholeAuthorities, limit ?? Usual, cancellationToken);
        return gate.Show(TypedResults.Ok(page), page.Changes.Select(change => Seen.Case(change.Authority, change.CaseReference)));
    }

    private static async Task<ChangePage> PageAsync(
        NpgsqlDataSource database, WorkingDays calendar, long after, string[] authorities, int most, CancellationToken cancellationToken)
    {
        var newest = 0L;
        await using var select = database.Sql(Select).With("after", after).With("authorities", authorities).With("most", most);
        var rows = await select.ListAsync(
            row =>
            {
                newest = row.Long("newest");
                return row.IsNull("position") ? null : new CaseChange(
                    row.Long("position"), row.Text("kind"), row.Text("authority"), row.Text("case_reference"), row.TextOrNull("milestone"),
                    row.TextOrNull("clock"), row.DayOrNull("last_day"), calendar.OperationalDate(row.DayOrNull("last_day")), row.Instant("at"));
            },
            cancellationToken);
        CaseChange[] changes = [.. rows.OfType<CaseChange>()];

        // After a restore from before what was read the feed is behind its reader: then it begins again.
        return new(changes, changes.Length == most ? changes[^1].Position : newest);
    }
}

/// <summary>A page of the feed.</summary>
/// <param name="Changes">The oldest first.</param>
/// <param name="Next">Value of <c>after</c> for the page that follows, now or later; there is always one.</param>
internal sealed record ChangePage(IReadOnlyList<CaseChange> Changes, long Next);

/// <summary>A change of a case.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Kind"><c>timeline-changed</c>, <c>deadline-breached</c> or <c>breach-cleared</c>.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="Milestone">Of a breach, what should have been done.</param>
/// <param name="Clock">Of a breach, the process it belongs to.</param>
/// <param name="LastDay">Of a breach, the last day that was in time, in London.</param>
/// <param name="LastWorkingDay">Of a breach, the last working day that was in time.</param>
/// <param name="At">When it became so, UTC.</param>
internal sealed record CaseChange(
    long Position, string Kind, string Authority, string CaseReference,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Milestone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Clock,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? LastDay,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? LastWorkingDay,
    DateTimeOffset At);
