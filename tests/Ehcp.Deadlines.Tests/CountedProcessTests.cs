using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>What the published figures ask of a case beside its clocks: whether there was mediation or a tribunal, and the reviews.</summary>
public sealed class CountedProcessTests
{
    [Theory]
    [InlineData("mediation-requested", "requestedOn", null, null, true)]
    [InlineData("mediation-certificate-issued", "issuedOn", null, null, true)]
    [InlineData("mediation-agreed", "agreedOn", "about", "refusal-to-issue", true)]
    [InlineData("mediation-agreed", "agreedOn", "about", "contents", false)]
    [InlineData("appeal-received", "receivedOn", "against", "refusal-to-assess", true)]
    [InlineData("appeal-received", "receivedOn", "against", "placement", false)]
    [InlineData("appeal-unopposed", "notifiedOn", "against", "refusal-to-issue", true)]
    [InlineData("tribunal-ordered", "orderedOn", "order", "make-plan", true)]
    [InlineData("tribunal-ordered", "orderedOn", "order", "amend-contents", false)]
    [InlineData("decision-reversed", "effectiveOn", "reversed", "refusal-to-assess", false)] // nobody said by what
    public void Mediation_or_a_tribunal_about_a_refusal_is_seen(string type, string date, string? field, string? about, bool seen)
    {
        var dispute = field is null ? Fact(type, (date, "2026-03-02")) : Fact(type, (date, "2026-03-02"), (field, about!));

        Assert.Equal(seen, Disputed(Received("2026-01-05"), dispute, PlanSent("2026-07-01")));
        Assert.Equal(seen, Disputed(Received("2026-01-05"), dispute));
        Assert.Equal(seen, Disputed(Received("2026-03-02"), dispute, PlanSent("2026-03-02")));
        Assert.False(Disputed(Received("2026-03-03"), dispute, PlanSent("2026-07-01"))); // before the receipt
        Assert.False(Disputed(Received("2026-01-05"), dispute, PlanSent("2026-03-01"))); // after the plan
    }

    [Theory]
    [InlineData("tribunal-order", true)]
    [InlineData("consent-order", true)]
    [InlineData("mediation-agreement", true)]
    [InlineData("unopposed-appeal", true)]
    [InlineData("conceded", false)]
    public void A_reversal_says_by_what(string by, bool seen) =>
        Assert.Equal(
            seen, Disputed(Received("2026-01-05"), Fact("decision-reversed", ("effectiveOn", "2026-03-02"), ("reversed", "refusal-to-issue"), ("by", by))));

    [Fact]
    public void A_certificate_is_about_what_its_appeal_is_about()
    {
        var certificate = Fact("mediation-certificate-issued", ("issuedOn", "2026-03-02"), ("appealId", "7"));
        var appeal = Fact("appeal-received", ("receivedOn", "2026-03-20"), ("against", "contents"), ("appealId", "7"));

        Assert.False(Disputed(Received("2026-01-05"), certificate, appeal));
        Assert.True(
            Disputed(Received("2026-01-05"), certificate, Fact("appeal-received", ("receivedOn", "2026-03-20"), ("against", "contents"), ("appealId", "8"))));
        Assert.True(Disputed(Received("2026-01-05"), certificate, appeal,
            Fact("tribunal-ordered", ("orderedOn", "2027-01-04"), ("order", "assess"), ("appealId", "7"))));
    }

    [Fact]
    public void Without_either_there_is_none() => Assert.False(Disputed(Received("2026-01-05"), PlanSent("2026-05-25")));

    [Fact]
    public void A_review_is_told_with_its_dates()
    {
        var reviews = Folded(
        [
            Fact("review-meeting-held", ("heldOn", "2026-03-02")), Fact("review-decided", ("decision", "amend"), ("notifiedOn", "2026-03-30")),
                Fact("amended-plan-sent", ("sentOn", "2026-05-25")),
            Fact("review-decided", ("decision", "maintain"), ("notifiedOn", "2027-03-01"), ("reviewId", "2")).Id("second"),
        ]).Reviews;

        Assert.Equal(
            [
                new ReviewProcess("1", Day("2026-03-02"), DatesUsable: true, Day("2026-03-30"), "amend", Day("2026-05-25")),
                new ReviewProcess("2", null, DatesUsable: false, Day("2027-03-01"), "maintain", null),
            ],
            reviews);
    }

    [Theory]
    [InlineData("amend", null, null)]
    [InlineData("amend", "2026-05-25", "2026-05-25")]
    [InlineData("maintain", null, "2026-03-30")]
    [InlineData("cease", null, "2026-03-30")]
    public void A_review_ends_with_its_decision_and_one_that_amends_with_the_amended_plan(string decision, string? sentOn, string? endedOn)
    {
        var decided = Fact("review-decided", ("decision", decision), ("notifiedOn", "2026-03-30"));
        AskedFact[] facts = sentOn is null ? [decided] : [decided, Fact("amended-plan-sent", ("sentOn", sentOn))];

        Assert.Equal(endedOn is null ? null : Day(endedOn), Assert.Single(Folded(facts).Reviews).EndedOn);
    }

    [Theory]
    [InlineData("review-meeting-held", "heldOn")]
    [InlineData("review-decided", "notifiedOn")]
    [InlineData("amended-plan-sent", "sentOn")]
    public void A_date_its_source_contradicts_leaves_the_review_unmeasured(string type, string date)
    {
        AskedFact[] facts = [Fact("review-meeting-held", ("heldOn", "2026-03-02")), Fact(type, (date, "2026-04-01")).Id("a")
            .After(1), Fact(type, (date, "2026-04-02")).Id("b").After(1)];

        Assert.False(Assert.Single(Folded(facts).Reviews).DatesUsable);
        Assert.True(Assert.Single(Folded(facts[..2]).Reviews).DatesUsable);
        Assert.Null(Assert.Single(Folded([Fact("review-meeting-held", ("heldOn", "2026-03-02"))]).Reviews).Decision);
    }

    private static bool Disputed(params AskedFact[] facts) => Assert.Single(Folded(facts.Select((fact, index) => fact.Id($"{fact.Id}-{index}"))).Requests)
        .AfterMediationOrTribunal;
}
