using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Sen2;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

/// <summary>Each check of the pre-flight by itself, on one row of a return.</summary>
public sealed class PreFlightCheckTests
{
    [Theory]
    [InlineData("received-date-missing", "a=assess:2025-02-17")]
    [InlineData("received-after-request-outcome", "r=2025-03-03 a=assess:2025-03-02")]
    [InlineData("received-after-assessment-outcome request-outcome-after-assessment-outcome", "r=2025-03-03 a=assess:2025-03-03 p=2025-03-02")]
    [InlineData("request-outcome-after-assessment-outcome", "r=2025-03-03 a=assess:2025-06-02 i=not-issue:2025-06-01")]
    [InlineData("received-after-closing", "r=2025-03-03 c=2025-03-02")]
    [InlineData("decision-to-assess-missing", "r=2025-03-03 p=2025-06-02")]
    [InlineData("decided-not-issued", "r=2025-03-03 a=assess:2025-04-14 i=issue:2025-06-02")]
    [InlineData("undecided-for-a-year", "r=2025-01-15")]
    [InlineData("", "r=2025-01-16")]
    [InlineData("future-date", "r=2025-03-03 a=assess:2025-04-14 p=2027-03-02")]
    [InlineData("", "r=2025-03-03 a=assess:2025-03-03 p=2025-03-03")] // all on one day
    [InlineData("", "r=2025-03-03 c=2025-03-03")]
    [InlineData("", "r=2024-12-02 a=assess:2024-12-30 p=2025-03-03")]
    [InlineData("", "a=assess:2024-12-30 p=2025-03-03")] // H needs no day of receipt
    public void A_broken_rule_is_found_and_no_other(string checks, string facts)
    {
        var record = Sen2Record.Of(Sen2OutcomeTests.Facts(facts) with { Origins = new(Requester.Other, RequestRoute.Request, null, null) }, new(2026))!;
        var days = new PreFlightDays(Day("2026-01-15"), Day("2026-05-25"), WantsSource: true);

        Assert.Equal(checks.Split(' ', StringSplitOptions.RemoveEmptyEntries), PreFlightChecks.All.Where(check => check.IsBroken(record, days))
            .Select(check => check.Id));
    }

    [Fact]
    public void Rules_that_the_rows_keep_by_themselves_would_be_seen_broken()
    {
        var facts = Sen2OutcomeTests.Facts("r=2025-03-03 a=assess:2025-04-14");
        var days = new PreFlightDays(Day("2026-01-15"), Day("2026-05-25"), WantsSource: true);

        Assert.Equal(["outcome-date-not-wanted", "request-source-missing"], Broken(new(facts, new('A', Day("2025-04-14")), null)));
        Assert.Equal(["outcome-after-reference-date", "request-source-missing"], Broken(new(facts, new('Y', Day("2026-01-16")), new('A', null))));
        Assert.Equal(["outcome-date-missing", "request-source-missing"], Broken(new(facts, new('N', null), null)));
        Assert.Equal(["received-date-unusable", "request-source-missing"], Broken(new(facts with { ReceivedOnUsable = false }, new('A', null), null)));

        IEnumerable<string> Broken(Sen2Record record) => PreFlightChecks.All.Where(check => check.IsBroken(record, days)).Select(check => check.Id);
    }
}
