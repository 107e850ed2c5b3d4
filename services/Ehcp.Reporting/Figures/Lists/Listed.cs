using System.Collections.Frozen;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>A set of requests that some number counts.</summary>
/// <param name="Words">What they are, as the heading of their list.</param>
/// <param name="Outcomes">The outcomes that are in it, as the database names them.</param>
public sealed record Listed(string Words, params string[] Outcomes)
{
    /// <summary>Of open requests: only those whose 20 weeks can be measured, or only the others; null for both.</summary>
    public bool? Measurable { get; init; }

    /// <summary>Only those whose last day has passed.</summary>
    public bool Overdue { get; init; }

    /// <summary>Whether they are of a period by their last day.</summary>
    public bool IsByLastDay { get; init; }

    /// <summary>Whether they are plans, of a period by the day they were sent.</summary>
    public bool IsOfPlans => Outcomes is not ["open"];

    /// <summary>Whether they can be asked for by a period.</summary>
    public bool HasPeriod => IsOfPlans || IsByLastDay;

    internal static FrozenDictionary<string, Listed> ByCode { get; } = new Dictionary<string, Listed>
    {
        ["open"] = new("Open requests", "open"),
        ["overdue"] = new("Open requests past 20 weeks", "open") { Overdue = true },
        ["due"] = new("Open requests by their last day", "open") { Measurable = true, IsByLastDay = true },
        ["cannot-compute"] = new("Open requests without a usable date of receipt", "open") { Measurable = false },
        ["plans"] = new("Plans sent", "plan-in-time", "plan-late", "plan-unusable-dates"),
        ["plans-in-time"] = new("Plans sent within 20 weeks", "plan-in-time"),
        ["plans-late"] = new("Plans sent after 20 weeks", "plan-late"),
        ["plans-unusable-dates"] = new("Plans sent, without a usable date of receipt", "plan-unusable-dates"),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
