namespace Ehcp.Deadlines;

/// <summary>The facts of one review that the figures count.</summary>
internal static class ReviewFacts
{
    internal static ReviewProcess In(ReadOnlySpan<KeptFact> process)
    {
        KeptFact? held = null, decided = null, amended = null;
        foreach (ref readonly var fact in process)
        {
            switch (fact.Type.Name)
            {
                case "review-meeting-held": held = fact; break;
                case "review-decided": decided = fact; break;
                case "amended-plan-sent": amended = fact; break;
                default: break;
            }
        }

        return new(
            process[0].ProcessId,
            held?.On,
            DatesUsable: held is { Disputed: false } && decided is not { Disputed: true } && amended is not { Disputed: true },
            decided?.On,
            decided?.Fact.Fields.Text("decision"),
            amended?.On);
    }
}
