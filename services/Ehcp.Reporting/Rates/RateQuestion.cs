using Npgsql;

namespace Ehcp.Reporting.Rates;

internal enum RateBasis
{
    PlansIssued,
    RequestsReceived,
}

internal enum RateGrouping
{
    All,
    Year,
    Quarter,
    Month,
    Authority,
    Team,
    Area,
    Need,
}

/// <param name="From">First day of the period, included; null for no beginning.</param>
/// <param name="To">Last day of the period, included; null for no end.</param>
internal sealed record RateQuestion(DateOnly? From, DateOnly? To, RateGrouping Grouping, AsKnown Known)
{
    internal const string All = "all";
    internal const string NotRecorded = "not-recorded";

    internal string Group(string dateColumn) => $"({Expression(dateColumn)}) collate \"C\"";

    private string Expression(string dateColumn) => Grouping switch
    {
        RateGrouping.All => $"'{All}'",
        RateGrouping.Year => OrNotRecorded($"to_char({dateColumn}, 'YYYY')"),
        RateGrouping.Quarter => OrNotRecorded($"""to_char({dateColumn}, 'YYYY"-Q"Q')"""),
        RateGrouping.Month => OrNotRecorded($"to_char({dateColumn}, 'YYYY-MM')"),
        RateGrouping.Authority => "authority",
        RateGrouping.Team => OrNotRecorded("team"),
        RateGrouping.Area => OrNotRecorded("area"),
        RateGrouping.Need => OrNotRecorded("primary_need"),
        _ => throw new ArgumentOutOfRangeException(nameof(dateColumn), Grouping, "Not a grouping."),
    };

    /// <summary>Without groups there is one row, also when nothing is counted; with groups there are those that count something.</summary>
    internal string GroupBy => Grouping == RateGrouping.All ? "" : "group by 1 order by 1";

    internal string Period(string dateColumn) =>
        (From is null ? "" : $" and {dateColumn} >= @from") + (To is null ? "" : $" and {dateColumn} <= @to");

    internal IEnumerable<NpgsqlParameter> Parameters()
    {
        if (From is { } from)
        {
            yield return new("from", from);
        }

        if (To is { } to)
        {
            yield return new("to", to);
        }
    }

    private static string OrNotRecorded(string expression) => $"coalesce({expression}, '{NotRecorded}')";
}
