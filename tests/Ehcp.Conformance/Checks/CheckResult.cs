namespace Ehcp.Conformance.Checks;

/// <summary>One thing that was checked.</summary>
/// <param name="Group">What it is about.</param>
/// <param name="Name">The rule, as a sentence.</param>
/// <param name="Sent">What was sent: its shape, and no value.</param>
/// <param name="Expected">What is documented.</param>
/// <param name="Got">What came.</param>
public sealed record CheckResult(string Group, string Name, string Sent, string Expected, string Got)
{
    /// <summary>Whether what came is what is documented.</summary>
    public bool Passed => Expected == Got;
}
