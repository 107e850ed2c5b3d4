using System.Security.Claims;
using System.Text.Json.Serialization;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Ehcp.Hosting.Sql;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Sources;
using Npgsql;

namespace Ehcp.Intake.Asking;

/// <summary>How many of a source broke a rule on a day.</summary>
/// <param name="Source">The source; absent where it could not be read.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Detail">The rule in words.</param>
/// <param name="Day">The day in London on which they were refused.</param>
/// <param name="Open">Those of which nothing has become yet.</param>
/// <param name="Refused">All.</param>
public sealed record RefusedCount(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source, string Rule, string Detail, DateOnly Day, long Open, long Refused);

/// <summary>What was refused, counted.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Counts">By source, rule and day, the newest day first. What broke two rules is counted under each.</param>
public sealed record RejectionSummary(DateOnly From, DateOnly To, IReadOnlyList<RefusedCount> Counts);

/// <summary>GET /v1/rejections/summary.</summary>
internal static class SummariseRejections
{
    internal const int UsualDays = ReadSourceHealth.RecentDays;
    internal const int MostDays = 92;

    private const string Count = """
        select source, rule, (at at time zone 'Europe/London')::date as day, count(*) as refused, count(*) filter (where state = 'open') as open
        from rejection
        cross join lateral (select distinct error ->> 'rule' as rule from jsonb_array_elements(errors) as error) as broken
        where at >= @from and at < @to and not is_trial
          and (@sees_all or api_key = @api_key or source = any(@sources)) and (@source::text is null or source = @source)
        group by source, rule, day
        order by day desc, source nulls last, rule
        """;

    public static async Task<IResult> HandleAsync(
        ClaimsPrincipal user, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken, string? source = null,
        DateOnly? from = null, DateOnly? to = null)
    {
        if (source is not null && !user.MaySendFrom(source))
        {
            return Problems.SourceNotAllowed();
        }

        var last = to ?? LondonCalendar.DayOf(clock.GetUtcNow());
        var first = from ?? last.AddDays(1 - UsualDays);
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
        {
            return ProblemCatalogue.ParameterInvalid.Answer(
                [ProblemError.OfParameter("from", "range", $"Must not be after to, and the range may have {MostDays} days.")]);
        }

        var counts = await ReadAsync(user, database, source, first, last, cancellationToken);
        return TypedResults.Json(new RejectionSummary(first, last, counts), AskingJson.Default.RejectionSummary);
    }

    internal static async Task<List<RefusedCount>> ReadAsync(
        ClaimsPrincipal user, NpgsqlDataSource database, string? source, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var sources = user.Sources();
        await using var command = database.Sql(Count).With("from", LondonCalendar.StartOf(first)).With("to", LondonCalendar.StartOf(last.AddDays(1)))
            .With("sees_all", sources.Contains(Grant.Every)).With("api_key", user.KeyName()).With("sources", sources).With("source", source);
        return await command.ListAsync(
            row => new RefusedCount(
                row.TextOrNull("source"), row.Text("rule"), RowRules.InWords(row.Text("rule")), row.Day("day"), row.Long("open"), row.Long("refused")),
            cancellationToken);
    }
}
