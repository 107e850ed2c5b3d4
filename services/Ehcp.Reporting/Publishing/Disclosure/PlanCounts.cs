using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Publishing.Disclosure;

/// <summary>How much of the counts of a period is shown. Each step shows what the one before shows, and more.</summary>
public enum Detail
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Plans issued.</summary>
    Issued,

    /// <summary>And how many of them within 20 weeks.</summary>
    Within,

    /// <summary>And both of them without the plans that have an exemption.</summary>
    Exemptions,
}

/// <summary>The four counts of a period that everything published of it is a sum of.</summary>
/// <param name="Within">Plans within 20 weeks, no exemption claimed.</param>
/// <param name="NotWithin">Plans not within 20 weeks, unusable dates too; no exemption claimed.</param>
/// <param name="WithinExempt">Plans within 20 weeks, an exemption claimed.</param>
/// <param name="NotWithinExempt">Plans not within 20 weeks, an exemption claimed.</param>
public readonly record struct PlanCounts(int Within, int NotWithin, int WithinExempt, int NotWithinExempt)
{
    [JsonIgnore]
    public int Issued => Within + NotWithin + WithinExempt + NotWithinExempt;

    [JsonIgnore]
    public int AllWithin => Within + WithinExempt;

    [JsonIgnore]
    public int IssuedExcludingExemptions => Within + NotWithin;

    public static PlanCounts operator +(PlanCounts left, PlanCounts right) => new(
        left.Within + right.Within, left.NotWithin + right.NotWithin, left.WithinExempt + right.WithinExempt, left.NotWithinExempt + right.NotWithinExempt);

    public static PlanCounts operator -(PlanCounts left, PlanCounts right) => new(
        left.Within - right.Within, left.NotWithin - right.NotWithin, left.WithinExempt - right.WithinExempt, left.NotWithinExempt - right.NotWithinExempt);

    /// <summary>The finest counts that can be worked out from what is shown with this much detail.</summary>
    internal int[] Parts(Detail detail) => detail switch
    {
        Detail.Nothing => [],
        Detail.Issued => [Issued],
        Detail.Within => [AllWithin, NotWithin + NotWithinExempt],
        _ => [Within, NotWithin, WithinExempt, NotWithinExempt],
    };
}
