namespace Ehcp.Deadlines;

/// <summary>Mediation and tribunal, as the published figures ask for them: whether there was any about a refusal, not how it ended.</summary>
internal static class Disputes
{
    /// <param name="from">First day, included; null for no beginning.</param>
    /// <param name="to">Last day, included; null for no end.</param>
    internal static bool Any(ReadOnlySpan<KeptFact> all, DateOnly? from, DateOnly? to)
    {
        foreach (ref readonly var fact in all)
        {
            if (fact.Type.Process == Process.Appeal && fact.On is { } on && !(on < from) && !(on > to) && IsMediationOrTribunal(fact) && MayBeAboutARefusal(fact.ProcessId, all))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMediationOrTribunal(in KeptFact fact) =>
        fact.Type.Name != "decision-reversed" || fact.Fact.Fields.Text("by") is not (null or "conceded");

    // A request for mediation and a certificate do not say what they are about; another event of the same appeal may.
    private static bool MayBeAboutARefusal(string appealId, ReadOnlySpan<KeptFact> all)
    {
        var isAboutSomethingElse = false;
        foreach (ref readonly var fact in all)
        {
            if (fact.Type.Process != Process.Appeal || fact.ProcessId != appealId || About(fact) is not { } about)
            {
                continue;
            }

            if (about is "refusal-to-assess" or "refusal-to-issue" or "assess" or "make-plan")
            {
                return true;
            }

            isAboutSomethingElse = true;
        }

        return !isAboutSomethingElse;
    }

    private static string? About(in KeptFact fact) => fact.Type.Name switch
    {
        "appeal-received" or "appeal-unopposed" => fact.Fact.Fields.Text("against"),
        "mediation-agreed" => fact.Fact.Fields.Text("about"),
        "decision-reversed" => fact.Fact.Fields.Text("reversed"),
        "tribunal-ordered" => fact.Fact.Fields.Text("order"),
        _ => null,
    };
}
