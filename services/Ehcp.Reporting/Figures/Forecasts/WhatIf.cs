using System.Text.Json.Serialization;
using Ehcp.Reporting.Figures.Rates;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>A request without an outcome.</summary>
/// <param name="ReceivedOn">Null when its 20 weeks cannot be measured.</param>
/// <param name="LastDay">Last day of them, inclusive; null likewise.</param>
/// <param name="Exempt">Whether an exemption is claimed on the final plan.</param>
/// <param name="Team">Who holds it.</param>
/// <param name="CannotComputeBecause">Why they cannot be measured; null when they can.</param>
/// <param name="IsLeftOut">Whether its plan would be in no rate: there was mediation or a tribunal, and the council leaves those out.</param>
internal sealed record OpenRequest(
    string Authority, string CaseReference, string RequestId, DateOnly? ReceivedOn, DateOnly? LastDay, bool Exempt, string? Team, string? CannotComputeBecause,
    bool IsLeftOut);

/// <summary>Plans of a year.</summary>
/// <param name="PlansIssued">Final plans sent.</param>
/// <param name="WithinTwentyWeeks">Of them, those in time.</param>
/// <param name="Rate">Their share, 0 to 1; null when there are none.</param>
public sealed record RateOfYear(
    int PlansIssued, int WithinTwentyWeeks, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate)
{
    internal static RateOfYear Of(int issued, int within) => new(issued, within, Shares.Of(within, issued));
}

/// <summary>What is open on a day.</summary>
/// <param name="Open">Requests without an outcome.</param>
/// <param name="Overdue">Of them, those past the last day of the limit that applies.</param>
/// <param name="OldestDays">Days since receipt of the oldest; null when there is none.</param>
public sealed record QueueOnDay(int Open, int Overdue, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? OldestDays)
{
    internal static QueueOnDay Of(IReadOnlyCollection<OpenRequest> open, DateOnly day) => new(
        open.Count,
        open.Count(request => Measures.Overdue.Is(request.LastDay, day)),
        open.Min(request => request.ReceivedOn) is { } oldest ? Math.Max(0, day.DayNumber - oldest.DayNumber) : null);
}

/// <summary>The same before and after.</summary>
public sealed record BeforeAndAfter<T>(T Before, T After);

/// <summary>What finishing some open requests does to the year's rate, and to those who wait.</summary>
/// <param name="Requests">How many are finished.</param>
/// <param name="InTime">Of them, those whose plan would be in time.</param>
/// <param name="Late">Of them, those whose plan would be late.</param>
/// <param name="All">The year's rate over every plan.</param>
/// <param name="ExcludingExemptions">DfE's headline.</param>
/// <param name="Queue">What is open on the day they are finished.</param>
public sealed record WhatIf(
    int Requests, int InTime, int Late, BeforeAndAfter<RateOfYear> All, BeforeAndAfter<RateOfYear> ExcludingExemptions, BeforeAndAfter<QueueOnDay> Queue)
{
    internal static WhatIf Of(RateOfYear all, RateOfYear excluding, IReadOnlyCollection<OpenRequest> open, IReadOnlyCollection<OpenRequest> finished,
        DateOnly on)
    {
        return new(
            finished.Count, finished.Count(IsInTime), finished.Count(request => !IsInTime(request)),
            new(all, With(all, [.. finished.Where(request => !request.IsLeftOut)])),
            new(excluding, With(excluding, [.. finished.Where(request => !request.IsLeftOut && !request.Exempt)])),
            new(QueueOnDay.Of(open, on), QueueOnDay.Of([.. open.Except(finished)], on)));

        bool IsInTime(OpenRequest request) => on <= request.LastDay;

        RateOfYear With(RateOfYear year, IReadOnlyCollection<OpenRequest> more) =>
            RateOfYear.Of(year.PlansIssued + more.Count, year.WithinTwentyWeeks + more.Count(IsInTime));
    }
}
