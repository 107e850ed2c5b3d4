using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class RetractionTests
{
    [Fact]
    public void A_retracted_fact_was_never_there_and_the_older_one_stands_again()
    {
        var timeline = Folded([Received("2026-01-05").Id("right"), Received("2026-02-02").Id("wrong").After(1), Retraction("wrong")]);

        Assert.Equal(Day("2026-01-05"), timeline.Clock("final-plan").StartedOn);
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    public void It_acts_whichever_comes_first_and_however_old_it_is()
    {
        var retraction = Retraction("plan") with { Time = DateTimeOffset.UnixEpoch.AddYears(-1) };

        Assert.Null(Folded([retraction, Received("2026-01-05"), PlanSent("2026-05-01").Id("plan")]).Clock("final-plan").EndedOn);
    }

    [Fact]
    public void Its_own_source_is_meant_unless_it_names_another()
    {
        AskedFact[] facts = [Received("2026-01-05").Id("same"), PlanSent("2026-05-01").Id("same").From("another system")];

        Assert.DoesNotContain(Folded([.. facts, Retraction("same")]).Clocks, clock => clock.Trigger == "request-received");
        Assert.Null(Folded([.. facts, Retraction("same", "another system")]).Clock("final-plan").EndedOn);
    }

    [Fact]
    public void Without_a_target_it_has_no_effect_and_is_told()
    {
        var timeline = Folded([Received("2026-01-05"), Retraction("unheard-of")]);

        Assert.Equal(3, timeline.Clocks.Length);
        var told = Assert.Single(timeline.CannotCompute);
        Assert.Equal("retraction of case-system unheard-of", told.Subject);
        Assert.StartsWith("Retraction without effect", told.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retraction_cannot_be_retracted()
    {
        var timeline = Folded([Received("2026-01-05").Id("a"), Retraction("a").Id("r1"), Retraction("r1").Id("r2")]);

        Assert.Empty(timeline.Clocks);
        Assert.Equal("retraction of case-system r1", Assert.Single(timeline.CannotCompute).Subject);
    }

    [Fact]
    public void Retracting_one_side_settles_a_dispute()
    {
        var timeline = Folded([Received("2026-01-05").Id("a"), Received("2026-01-06").Id("b"), Retraction("b")]);

        Assert.Empty(timeline.CannotCompute);
        Assert.Equal(Day("2026-05-25"), timeline.Clock("final-plan").LastDay);
    }
}
