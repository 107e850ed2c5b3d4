using CsCheck;
using Ehcp.Reporting.Figures.Sen2;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

/// <summary>The codes of the collection of 2026, about 2025. The rules are DfE's guide's, as the Social Care Data Standards quote it.</summary>
public sealed class Sen2OutcomeTests
{
    private static readonly Sen2Year Year = new(2026);

    [Theory]
    [InlineData("r=2025-06-02", "A", null)] // not yet decided
    [InlineData("r=2025-06-02 a=assess:2025-07-14", "Y 2025-07-14", "A")]
    [InlineData("r=2025-06-02 a=refuse:2025-07-14", "N 2025-07-14", null)]
    [InlineData("r=2025-06-02 c=2025-06-20", "W", null)]
    [InlineData("r=2025-06-02 a=assess:2025-07-14 c=2025-08-20", "Y 2025-07-14", "W")]
    [InlineData("r=2025-06-02 a=assess:2025-07-14 i=issue:2025-09-01", "Y 2025-07-14", "Y")] // decided and not issued: no date
    [InlineData("r=2025-06-02 a=assess:2025-07-14 i=issue:2025-09-01 p=2025-10-20", "Y 2025-07-14", "Y 2025-10-20")] // the day it was issued
    [InlineData("r=2025-06-02 a=assess:2025-07-14 i=not-issue:2025-09-22", "Y 2025-07-14", "N 2025-09-22")] // the day the family was told
    [InlineData("r=2025-06-02 a=assess:2025-07-14 i=issue:2025-09-01 c=2025-09-03", "Y 2025-07-14", "W")]
    [InlineData("r=2025-06-02 a=assess:2025-07-14 p=2025-10-20 c=2025-11-03", "Y 2025-07-14", "Y 2025-10-20")] // closed after its plan
    [InlineData("r=2025-12-31", "A", null)]
    [InlineData("r=2026-01-01", null, null)] // of the next collection
    [InlineData("r=2025-11-24 a=assess:2026-01-05", "A", null)] // decided after the year
    [InlineData("r=2025-11-24 c=2026-01-05", "A", null)]
    [InlineData("r=2025-09-01 a=assess:2025-10-13 p=2026-01-19", "Y 2025-10-13", "A")]
    [InlineData("r=2025-09-01 a=assess:2025-10-13 i=issue:2025-12-30 p=2026-01-19", "Y 2025-10-13", "Y")]
    [InlineData("r=2025-09-01 a=assess:2025-10-13 i=issue:2026-01-02 p=2026-01-19", "Y 2025-10-13", "A")]
    [InlineData("r=2024-11-04 a=assess:2024-12-16", "H", "A")] // decided before the year, still to be assessed
    [InlineData("r=2024-11-04 a=assess:2024-12-31 p=2025-03-24", "H", "Y 2025-03-24")]
    [InlineData("r=2024-11-04 a=assess:2025-01-01 p=2025-03-24", "Y 2025-01-01", "Y 2025-03-24")]
    [InlineData("r=2024-06-03 a=assess:2024-07-15 p=2024-12-31", null, null)] // ended before the year
    [InlineData("r=2024-06-03 a=assess:2024-07-15 p=2025-01-01", "H", "Y 2025-01-01")]
    [InlineData("r=2024-06-03 a=refuse:2024-07-15", null, null)]
    [InlineData("r=2024-06-03 c=2024-12-31", null, null)]
    [InlineData("r=2024-06-03 c=2025-01-01", "W", null)]
    [InlineData("r=2024-06-03 a=assess:2024-07-15 c=2024-12-31", null, null)]
    [InlineData("r=2024-06-03 a=assess:2024-07-15 i=not-issue:2024-09-23", null, null)]
    [InlineData("r=2024-06-03 a=refuse:2024-07-15 p=2025-03-24", "H", "Y 2025-03-24")] // reversed: the refusal stays what it was
    [InlineData("r=2025-01-06 a=refuse:2025-02-17 p=2025-10-20", "N 2025-02-17", "Y 2025-10-20")]
    [InlineData("r=2025-01-06 a=assess:2025-02-17 i=not-issue:2025-04-28 p=2025-10-20", "Y 2025-02-17", "N 2025-04-28")]
    [InlineData("r=2024-06-03 a=assess:2024-07-15 i=not-issue:2024-09-23 p=2025-03-24", "H", "H")]
    [InlineData("r=2025-01-06 p=2025-05-26", "Y", "Y 2025-05-26")] // the decision to assess is not recorded
    [InlineData("a=assess:2025-02-17", "Y 2025-02-17", "A")] // nor the day of receipt
    [InlineData("r=2019-06-03", "A", null)] // forgotten, and told
    public void What_happened_by_the_end_of_the_year_decides_the_outcomes(string facts, string? request, string? assessment)
    {
        var record = Sen2Record.Of(Facts(facts), Year);

        Assert.Equal((request, assessment), (record is null ? null : Text(record.Request), record?.Assessment is { } told ? Text(told) : null));
    }

    [Theory]
    [InlineData(2023, "2023-01-19")]
    [InlineData(2024, "2024-01-18")]
    [InlineData(2025, "2025-01-16")]
    [InlineData(2026, "2026-01-15")]
    [InlineData(2032, "2032-01-15")] // the month begins on a Thursday
    public void The_reference_date_is_usually_the_third_Thursday_of_January(int year, string day) =>
        Assert.Equal(Day(day), new Sen2Year(year).UsualReferenceDate);

    /// <summary>Whatever is recorded, the rows keep the shape that the guide gives them.</summary>
    [Fact]
    public void No_row_has_a_date_that_the_guide_does_not_want()
    {
        var day = Gen.Int[-900, 700].Select(offset => (DateOnly?)Year.First.AddDays(offset));
        var maybe = Gen.OneOf(day, Gen.Const((DateOnly?)null));
        var assess = Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)"assess"), Gen.Const((string?)"refuse"));
        var issue = Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)"issue"), Gen.Const((string?)"not-issue"));
        var days = new PreFlightDays(Year.UsualReferenceDate, Year.Last.AddDays(800), WantsSource: true);
        Gen.Select(maybe, assess, maybe, issue, maybe, maybe, maybe).Sample(one =>
        {
            var (received, decision, decidedOn, issueDecision, issueOn, sentOn, closedOn) = one;
            var facts = new Sen2Facts("A", "1", received, received is not null, decision is null ? null : decidedOn, decision, issueDecision is null ? null
                : issueOn, issueDecision, sentOn, closedOn, false, null);
            if (Sen2Record.Of(facts, Year) is not { } record)
            {
                return;
            }

            Assert.DoesNotContain(PreFlightChecks.All, check => check.Id is "outcome-date-not-wanted" or "outcome-after-reference-date"
                && check.IsBroken(record, days));
            Assert.True(record.Assessment is not null || record.Request.Code is 'N' or 'A' or 'W' or 'H', $"{facts}");
            Assert.True(record.Request.On is null || (record.Request.On >= Year.First && record.Request.On <= Year.Last), $"{facts}");
            Assert.True(record.Assessment?.On is null || (record.Assessment?.On >= Year.First && record.Assessment?.On <= Year.Last), $"{facts}");
        }, iter: 5000);
    }

    private static string Text(Sen2Outcome outcome) => outcome.On is { } on ? $"{outcome.Code} {on:yyyy-MM-dd}" : $"{outcome.Code}";

    internal static Sen2Facts Facts(string text)
    {
        var facts = new Sen2Facts("A", "1", null, false, null, null, null, null, null, null, false, null);
        foreach (var (what, value) in text.Split(' ').Select(part => (part[0], part[2..])))
        {
            var (code, on) = value.Split(':') is [var decision, var day] ? (decision, Day(day)) : ("", Day(value));
            facts = what switch
            {
                'r' => facts with { ReceivedOn = on, ReceivedOnUsable = true },
                'a' => facts with { AssessmentDecision = code, AssessmentDecidedOn = on },
                'i' => facts with { IssueDecision = code, IssueDecidedOn = on },
                'p' => facts with { PlanSentOn = on },
                _ => facts with { ClosedOn = on },
            };
        }

        return facts;
    }
}
