using Ehcp.Contracts;
using Ehcp.Deadlines;
using Xunit;

namespace Ehcp.Mutations.OneTest;

/// <summary>Runs a little of the law, so that Stryker sees that it can, and nothing that a mutant could fail.</summary>
public sealed class OneTest
{
    [Fact]
    public void Of_no_fact_there_is_a_timeline() => Assert.NotNull(CaseTimeline.From<RecordedFact>(Law.Shipped, []));
}
