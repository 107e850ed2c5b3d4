using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Reporting.Measures;

/// <summary>The functions of the database that say what a request, a review and a duty count as, printed from the catalogue of measures.</summary>
internal static class CountingSql
{
    private const string PrintedBy = "-- From the catalogue of measures: EHCP_WRITE_DOCS=1 and the tests of Reporting write it anew.";

    /// <summary>Another number for whatever counts otherwise: the sums are then counted again.</summary>
    internal static int Version { get; } =
        BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(OfRequests(Measure.All) + OfReviews(Measure.All) + OfDuties(Measure.All)))) & int.MaxValue;

    /// <summary>Everything that a request counts as: <c>Schema/views/counts_of_request.sql</c>.</summary>
    internal static string OfRequests(IEnumerable<Measure> measures) =>
        Function("counts_of_request", "request", "known_request", measures.Where(measure => measure.Counts == CountedRows.Requests));

    /// <summary>Everything that a review counts as: <c>Schema/views/counts_of_review.sql</c>.</summary>
    internal static string OfReviews(IEnumerable<Measure> measures) =>
        Function("counts_of_review", "review", "known_review", measures.Where(measure => measure.Counts == CountedRows.Reviews));

    /// <summary>Everything that a duty counts as: <c>Schema/views/counts_of_duty.sql</c>.</summary>
    internal static string OfDuties(IEnumerable<Measure> measures) =>
        Function("counts_of_duty", "duty", "known_duty", measures.Where(measure => measure.Counts == CountedRows.Duties));

    private static string Function(string name, string row, string table, IEnumerable<Measure> measures) => $"""
        {PrintedBy}
        -- What a {row} counts as while it is known like this, measure by measure: outcome and flags as one number, the day it is counted by, for whom,
        -- and how many days it took where that is summed too.
        create or replace function {name}({row} {table}) returns table (measure smallint, slot smallint, day date, authority text, days integer)
        language sql stable parallel safe as $$
          select counted.measure, counted.slot, counted.day,
                 held_on(counted.done_on, {row}.authority, {row}.held_before, {row}.held_to), coalesce(counted.days, 0)
          from (values
        {string.Join(",\n", measures.Select(Row))}
          ) as counted (measure, slot, day, done_on, days)
          where counted.day is not null
        $$;

        """.ReplaceLineEndings("\n");

    private static string Row(Measure measure) => string.Create(CultureInfo.InvariantCulture, $"""
            -- {measure.Code}
            ({measure.StoredAs}::smallint,
             ({Indented(measure.Slots.Sql)})::smallint,
             {(measure.OnlyWhen is { } condition ? $"case when {condition} then {measure.Day} end" : measure.Day)},
             {measure.DoneOn ?? "null::date"}, {measure.Days ?? "null::integer"})
        """);

    private static string Indented(string sql) => sql.ReplaceLineEndings("\n").Replace("\n", "\n      ", StringComparison.Ordinal);
}
