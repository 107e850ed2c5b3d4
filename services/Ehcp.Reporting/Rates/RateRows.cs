using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Rates;

/// <param name="Group">The year, quarter, month, authority, team, area or need; <c>all</c> when not grouped; <c>not-recorded</c> when nobody said.</param>
/// <param name="PlansIssued">Final plans sent in the period.</param>
/// <param name="WithinTwentyWeeks">Of them, those sent on or before the 140th day after receipt.</param>
/// <param name="Rate">The share of the two, 0 to 1, unrounded; null when there were none.</param>
/// <param name="PlansIssuedExcludingExemptions">Plans with no exemption claimed on the final plan.</param>
/// <param name="WithinTwentyWeeksExcludingExemptions">Of them, those in time.</param>
/// <param name="RateExcludingExemptions">DfE's headline: the share of the last two.</param>
/// <param name="UnusableDates">Plans whose 20 weeks cannot be measured; none of them counts as in time.</param>
public sealed record PlansIssuedRow(
    string Group,
    int PlansIssued,
    int WithinTwentyWeeks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate,
    int PlansIssuedExcludingExemptions,
    int WithinTwentyWeeksExcludingExemptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RateExcludingExemptions,
    int UnusableDates)
{
    internal static PlansIssuedRow Of(string group, int issued, int within, int issuedExcluding, int withinExcluding, int unusable) =>
        new(group, issued, within, Share(within, issued), issuedExcluding, withinExcluding, Share(withinExcluding, issuedExcluding), unusable);

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>What became of the requests received in a period. Every request is in exactly one of the eight columns after <paramref name="Requests"/>.</summary>
/// <param name="Group">As in <see cref="PlansIssuedRow.Group"/>.</param>
/// <param name="Requests">Requests received: the sum of the next eight.</param>
/// <param name="InTime">Plan sent within 20 weeks.</param>
/// <param name="Late">Plan sent later.</param>
/// <param name="OpenInTime">No outcome yet, and 20 weeks have not passed.</param>
/// <param name="OpenOverdue">No outcome yet, and they have.</param>
/// <param name="RefusedToAssess">Refused an assessment.</param>
/// <param name="RefusedToIssue">Assessed, and refused a plan.</param>
/// <param name="Closed">Closed without a decision.</param>
/// <param name="CannotCompute">The dates do not say whether it was, or still is, in time.</param>
/// <param name="WithExemption">Of all requests, those with an exemption claimed on the final plan.</param>
public sealed record RequestsReceivedRow(
    string Group,
    int Requests,
    int InTime,
    int Late,
    int OpenInTime,
    int OpenOverdue,
    int RefusedToAssess,
    int RefusedToIssue,
    int Closed,
    int CannotCompute,
    int WithExemption);
