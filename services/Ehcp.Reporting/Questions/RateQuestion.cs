namespace Ehcp.Reporting.Questions;

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
}
