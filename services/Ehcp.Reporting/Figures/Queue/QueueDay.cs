using System.Text.Json.Serialization;

namespace Ehcp.Reporting.Figures.Queue;

/// <summary>The queue at the end of a London day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Open">Requests received by then that had no outcome by then.</param>
/// <param name="Overdue">Of them, those past the last day of the limit that applies.</param>
/// <param name="Ages">How many days they had been open; null where there is none whose 20 weeks can be measured.</param>
/// <param name="Received">Requests received since the row before, that row's day excluded and this one included; in the first row on its day.</param>
/// <param name="PlansSent">Requests that ended with a plan, likewise.</param>
/// <param name="OtherEnds">Requests that ended with a refusal that stands, or were closed, likewise.</param>
public sealed record QueueDay(
    DateOnly Day,
    int Open,
    int Overdue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] QueueAges? Ages,
    int Received,
    int PlansSent,
    int OtherEnds);

/// <summary>Days since receipt: of so many in a hundred the days are at most so many, the least for which that is true.</summary>
/// <param name="Tenth">Of 10 in a hundred.</param>
/// <param name="Quarter">Of 25.</param>
/// <param name="Median">Of 50.</param>
/// <param name="ThreeQuarters">Of 75.</param>
/// <param name="NineTenths">Of 90.</param>
/// <param name="Oldest">Of all.</param>
public sealed record QueueAges(int Tenth, int Quarter, int Median, int ThreeQuarters, int NineTenths, int Oldest);

/// <summary>What came in and what went out in the 13 weeks up to a day.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Received">Requests received.</param>
/// <param name="PlansSent">Requests that ended with a plan.</param>
/// <param name="OtherEnds">Requests that ended otherwise.</param>
/// <param name="ReceivedAWeek">The mean of a week.</param>
/// <param name="PlansAWeek">Likewise.</param>
/// <param name="OtherEndsAWeek">Likewise.</param>
/// <param name="PlansAWeekToStandStill">So many plans a week keep the queue as long as it is, while requests come in and end otherwise as they did: received
/// less other ends, not below 0.</param>
public sealed record QueueFlow(
    DateOnly From, DateOnly To, int Received, int PlansSent, int OtherEnds, double ReceivedAWeek, double PlansAWeek, double OtherEndsAWeek,
    double PlansAWeekToStandStill)
{
    internal const int Weeks = 13;

    internal static QueueFlow Of(DateOnly to, IEnumerable<QueuedRequests> requests)
    {
        var from = to.AddDays(1 - (7 * Weeks));
        var (received, plans, others) = (0, 0, 0);
        foreach (var some in requests)
        {
            received += In(some.ReceivedOn) ? some.Count : 0;
            plans += some.IsPlan && In(some.EndedOn) ? some.Count : 0;
            others += !some.IsPlan && In(some.EndedOn) ? some.Count : 0;
        }

        return new(from, to, received, plans, others, AWeek(received), AWeek(plans), AWeek(others), AWeek(Math.Max(0, received - others)));

        bool In(DateOnly? day) => day >= from && day <= to;

        static double AWeek(int count) => (double)count / Weeks;
    }
}

/// <summary>Requests that are alike to the queue.</summary>
/// <param name="EndedOn">Null while they are open.</param>
/// <param name="LastDay">Last day in time; null where it cannot be measured.</param>
/// <param name="IsPlan">Whether a plan ended them.</param>
internal readonly record struct QueuedRequests(DateOnly ReceivedOn, DateOnly? EndedOn, DateOnly? LastDay, bool IsPlan, int Count);
