using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Publishing.Disclosure;

/// <summary>A whole calendar year and its quarters as they are published. It holds the counts themselves: what leaves the service is only what the details
/// allow.</summary>
/// <param name="Year">The year.</param>
/// <param name="Quarters">Four, in order.</param>
/// <param name="YearDetail">How much of the year is shown.</param>
/// <param name="QuarterDetail">How much of each quarter is shown: of all of them alike.</param>
/// <param name="KnownAt">As known when.</param>
public sealed record PublishedYear(int Year, ImmutableArray<PlanCounts> Quarters, Detail YearDetail, Detail QuarterDetail, DateTimeOffset KnownAt)
{
    [JsonIgnore]
    public PlanCounts Total => Quarters.Aggregate((left, right) => left + right);
}
