using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Reporting.Figures.Sen2;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

/// <summary>What one case tells of the collection of 2026: up to which day each item is read, and to which request a dispute belongs.</summary>
public sealed class Sen2PlanTests
{
    private static readonly Sen2Year Year = new(2026);

    [Theory]
    [InlineData("2025-12-31", "2025-12-31")]
    [InlineData("2026-01-01", null)]
    public void A_review_is_told_up_to_the_end_of_the_year(string on, string? told)
    {
        Fact plan = new FinalPlanSent(Day("2024-05-20"));

        Assert.Equal(Maybe(told), Told(plan, new ReviewMeetingHeld(Day(on), "r")).Plan!.Review?.MeetingOn);
        Assert.Equal(
            (Day("2025-12-01"), Maybe(told), told is null ? null : ReviewDecision.Maintain),
            Told(plan, new ReviewMeetingHeld(Day("2025-12-01"), "r"), new ReviewDecided(ReviewDecision.Maintain, Day(on), "r")).Plan!.Review is { } decided
                ? (decided.MeetingOn!.Value, decided.DecidedOn, decided.Outcome) : default);
        Assert.Equal(
            Maybe(told), Told(plan, new ReviewMeetingHeld(Day("2025-12-01"), "r"), new AmendmentNoticeSent(Day(on), "r")).Plan!.Review!.DraftOn);
    }

    [Theory]
    [InlineData(2026, "2026-01-15", "2026-01-15")]
    [InlineData(2026, "2026-01-16", null)] // after the reference date
    [InlineData(2025, "2025-02-10", "2025-02-10")]
    public void The_plan_for_a_transfer_is_told_up_to_the_reference_date(int year, string on, string? final)
    {
        var plan = Told(new FinalPlanSent(Day("2023-05-22")), new PhaseTransferDue(year, TransferPhase.Other),
            new AmendedPlanSent(Day(on), "r", PhaseTransferYear: year)).Plan!;

        Assert.Equal((year, new DateOnly(year, 2, 14), Maybe(final)), (plan.PhaseTransfer!.Year, plan.PhaseTransfer.DueOn!.Value, plan.PhaseTransfer.FinalOn));
    }

    [Theory]
    [InlineData(2024)]
    [InlineData(2027)]
    public void A_transfer_of_another_year_is_not_told(int year) =>
        Assert.Null(Told(new FinalPlanSent(Day("2023-05-22")), new PhaseTransferDue(year, TransferPhase.Other)).Plan!.PhaseTransfer);

    [Theory]
    [InlineData("2024-12-31", null)]
    [InlineData("2025-01-01", "332")]
    [InlineData("2025-12-31", "332")]
    public void Where_it_came_from_is_told_of_a_transfer_in_the_year(string on, string? code)
    {
        Assert.Equal(code, Told(new PlanTransferredIn(Day(on), Dudley, Day("2022-05-02"))).Plan!.TransferredFrom);
        Assert.Null(Told(new FinalPlanSent(Day("2023-05-22")), new PlanTransferredIn(Day("2026-01-01"), Dudley, Day("2022-05-02"))).Plan!.TransferredFrom);
    }

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    public void A_plan_is_told_by_who_held_the_case_at_the_end_of_the_year(string heldTo, bool isTold) =>
        Assert.Equal(isTold, Told(new FinalPlanSent(Day("2023-05-22")), new CasePassedOn(Day(heldTo), Dudley)).Plan is not null);

    [Theory]
    [InlineData("123456", "123456", null, null)]
    [InlineData("12345678", null, "12345678", null)]
    [InlineData("OLA", null, null, "OLA")]
    [InlineData("School", null, null, null)]
    [InlineData("1234567", null, null, null)]
    [InlineData("12345-78", null, null, null)]
    public void A_setting_is_one_of_the_numbers_or_codes_or_left_out(string told, string? urn, string? ukprn, string? type)
    {
        var setting = Sen2Setting.Of(told);

        Assert.Equal((urn, ukprn, type), (setting?.Urn, setting?.Ukprn, setting?.Type));
        Assert.Equal((urn ?? ukprn ?? type) is null, setting is null);
    }

    [Theory]
    [InlineData("2025-12-31", true)]
    [InlineData("2026-01-01", false)]
    public void A_dispute_is_told_up_to_the_end_of_the_year(string on, bool isTold)
    {
        var disputes = Told(
            new RequestReceived(Day("2025-09-01")), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-11-10")),
            new AppealReceived(Day(on), DisputedDecision.RefusalToAssess)).Disputes;

        Assert.Equal(isTold, disputes.GetValueOrDefault("1")?.Request.Tribunal ?? false);
    }

    // Two refusals; an appeal can be about one that is not older than two months.
    [Theory]
    [InlineData("2025-03-01", "1")]
    [InlineData("2025-06-10", "2")]
    [InlineData("2025-06-02", "2")]
    public void A_dispute_is_about_the_one_refusal_that_could_be_appealed_then(string on, string request)
    {
        var disputes = Told(
            new RequestReceived(Day("2024-12-02")), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-01-13")),
            new RequestReceived(Day("2025-04-21"), RequestId: "2"), new AssessmentDecided(AssessmentDecision.Refuse, Day("2025-06-02"), "2"),
            new AppealReceived(Day(on), DisputedDecision.RefusalToAssess)).Disputes;

        Assert.Equal([request], disputes.Where(one => one.Value.Request.Tribunal == true).Select(one => one.Key));
        Assert.All(disputes.Values, one => Assert.Empty(one.NotTied));
    }

    private static DateOnly? Maybe(string? day) => day is null ? null : Day(day);

    private static Sen2Case Told(params Fact[] facts) =>
        Sen2Case.Of(Law.Shipped, ToldCase.Of("A", facts), Instant("2026-05-25T12:00:00Z"), Year, Day("2026-01-15"));
}
