using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Sen2;
using Ehcp.TestKit;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

/// <summary>Each check of the pre-flight by itself, on one row of a return.</summary>
public sealed partial class PreFlightCheckTests
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

    [Theory]
    [InlineData("", "s=2023-05-22 m=2025-10-06 o=A d=2025-10-20 n=2025-10-27 t=2026-02-15")]
    [InlineData("plan-before-request review-overdue", "s=2022-12-31")]
    [InlineData("review-overdue", "s=2023-01-02")] // the day of the request
    [InlineData("plan-start-missing", "")]
    [InlineData("plan-ceased-before-start", "s=2023-05-22 b=2023-05-21 d=2025-10-20 o=A")]
    [InlineData("plan-ceased-before-start", "s=2025-05-22 c=2025-05-21")]
    [InlineData("", "s=2025-05-22 c=2025-05-22")]
    [InlineData("", "s=2023-05-22 c=2025-05-21")]
    [InlineData("review-before-plan", "s=2025-05-22 m=2025-05-21 d=2025-06-02 o=A")]
    [InlineData("review-before-plan", "s=2025-05-22 d=2025-05-21 o=A")]
    [InlineData("review-before-plan", "s=2025-05-22 n=2025-05-21 d=2025-06-02 o=A")]
    [InlineData("review-decision-before-meeting", "s=2023-05-22 m=2025-10-06 d=2025-10-05 o=A")]
    [InlineData("review-decision-before-meeting", "s=2023-05-22 m=2025-10-06 d=2025-10-20 o=A n=2025-10-05")]
    [InlineData("", "s=2023-05-22 m=2025-10-06 d=2025-10-06 o=A n=2025-10-06")] // all on one day
    [InlineData("", "s=2023-05-22 m=2025-10-06 d=2025-10-05 o=A c=2025-11-03")] // module 5 has no plan that ceased
    [InlineData("review-date-without-outcome", "s=2023-05-22 d=2025-10-06")]
    [InlineData("review-decision-missing review-overdue", "s=2023-05-22 m=2025-12-17")]
    [InlineData("review-overdue", "s=2023-05-22 m=2025-12-18")]
    [InlineData("review-overdue", "s=2023-05-22 m=2025-01-01 d=2025-01-14 o=A")]
    [InlineData("", "s=2025-01-15")]
    [InlineData("phase-transfer-final-missing", "s=2025-05-22 t=2025-02-15")]
    [InlineData("", "s=2025-05-22 t=2025-02-15 f=2025-03-01")]
    [InlineData("phase-transfer-final-missing", "s=2025-05-22 t=2026-01-14")]
    [InlineData("", "s=2025-05-22 t=2026-01-15")] // the reference date
    [InlineData("plan-changed-before-reference-date", "s=2025-05-22 x=2026-01-05")]
    [InlineData("future-date", "s=2025-05-22 m=2026-06-01 d=2026-06-02 o=A")]
    [InlineData("future-date", "s=2025-05-22 m=2025-10-06 d=2025-10-20 o=A n=2026-05-26")]
    [InlineData("future-date", "s=2025-05-22 t=2025-02-15 f=2026-05-26")]
    [InlineData("future-date", "s=2026-05-26")]
    [InlineData("future-date", "s=2025-05-22 c=2026-05-26")]
    [InlineData("", "s=2025-05-22 c=2026-05-25")] // today
    public void A_broken_rule_of_plans_is_found_and_no_other(string checks, string facts)
    {
        var told = facts.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(part => part[0], part => part[2..]);
        DateOnly? On(char what) => told.TryGetValue(what, out var day) ? Day(day) : null;
        var plan = new Sen2Plan("1", On('s') ?? Day("2025-06-02"), On('s'), On('c'), On('c') is null ? null : "9")
        {
            Need = "ASD",
            CeasedBefore = On('b'),
            ChangedAfterYear = On('x'),
            Review = On('m') is null && On('d') is null ? null
                : new(On('m'), told.ContainsKey('o') ? ReviewDecision.Amend : null, On('n'), On('d')),
            PhaseTransfer = On('t') is { } due ? new(due.Year, due, On('f')) : null,
        };
        var record = Sen2Record.OfPlan(Sen2OutcomeTests.Facts("r=2023-01-02") with { Origins = new(Requester.Other, RequestRoute.Request, null, null) }, plan);
        var days = new PreFlightDays(Day("2026-01-15"), Day("2026-05-25"), WantsSource: true) { Last = Day("2025-12-31") };

        Assert.Equal(checks.Split(' ', StringSplitOptions.RemoveEmptyEntries), PreFlightChecks.All.Where(check => check.IsBroken(record, days))
            .Select(check => check.Id));
        var needless = record with { Plan = plan with { Need = null } };
        Assert.Equal(plan.IsActive, PreFlightChecks.All.Single(check => check.Id == "need-missing").IsBroken(needless, days));
    }

    // The pre-flight runs all year: what is due next week is not missing yet.
    [Theory]
    [InlineData("2025-12-20", false)]
    [InlineData("2025-12-21", true)]
    public void Before_the_reference_date_a_transfer_is_missing_once_its_last_day_has_passed(string today, bool isBroken)
    {
        var plan = new Sen2Plan("1", Day("2025-05-22"), Day("2025-05-22")) { PhaseTransfer = new(2026, Day("2025-12-20"), null) };
        var record = Sen2Record.OfPlan(Sen2OutcomeTests.Facts("r=2023-01-02"), plan);
        var days = new PreFlightDays(Day("2026-01-15"), Day(today), WantsSource: false);

        Assert.Equal(isBroken, PreFlightChecks.All.Single(check => check.Id == "phase-transfer-final-missing").IsBroken(record, days));
    }

    [Fact]
    public void The_page_of_the_return_names_every_check_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Folder, "docs", "sen2.md"));
        var table = page[page.IndexOf("## The checks", StringComparison.Ordinal)..page.IndexOf("## Reading such files", StringComparison.Ordinal)];

        Assert.Equal(
            PreFlightChecks.All.Select(check => check.Id).Order(StringComparer.Ordinal),
            CheckName().Matches(table).Select(match => match.Groups[1].Value).Where(name => name is not ("error" or "query")).Order(StringComparer.Ordinal));
    }

    [System.Text.RegularExpressions.GeneratedRegex("`([a-z-]+)`")]
    private static partial System.Text.RegularExpressions.Regex CheckName();

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
