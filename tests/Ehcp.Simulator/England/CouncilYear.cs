using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Published;

namespace Ehcp.Simulator.England;

/// <summary>
/// The plans of one authority in one calendar year, in the fewest events that make them: a request, a plan and, where one is claimed, an exemption.
/// </summary>
/// <param name="Plans">Plans issued.</param>
/// <param name="InTime">Of them, those within 20 weeks.</param>
/// <param name="PlansExcludingExemptions">Plans without an exemption.</param>
/// <param name="InTimeExcludingExemptions">Of them, those within 20 weeks.</param>
public sealed record CouncilYear(Authority Authority, int Year, int Plans, int InTime, int PlansExcludingExemptions, int InTimeExcludingExemptions)
{
    private const int LastDayInTime = 140;

    /// <summary>The events, always the same ones with the same ids.</summary>
    public IEnumerable<SimulatedEvent> Events()
    {
        // DfE gives a council the whole of a calendar year; here nobody acts for it before its first day or after its last.
        var first = Later(new(Year, 1, 1), Authority.From ?? DateOnly.MinValue);
        var last = Earlier(new(Year, 12, 31), Authority.FormerTo ?? DateOnly.MaxValue);
        var number = 0;
        foreach (var (inTime, exempt, count) in Kinds)
        {
            for (var one = 0; one < count; one++)
            {
                var reference = string.Create(CultureInfo.InvariantCulture, $"ENG-{Year}-{++number:00000}");
                foreach (var told in Case(reference, inTime, exempt, first, last, (double)one / count))
                {
                    yield return told;
                }
            }
        }
    }

    private IEnumerable<(bool InTime, bool IsExempt, int Count)> Kinds =>
        PublishedYear.KindsOf(Plans, InTime, PlansExcludingExemptions, InTimeExcludingExemptions);

    private IEnumerable<SimulatedEvent> Case(string reference, bool inTime, bool exempt, DateOnly first, DateOnly last, double place)
    {
        var draw = new Random(CaseStory.Seed($"{Authority.DfeCode} {reference}"));
        var days = inTime
            ? draw.Next(3) == 0 ? LastDayInTime : draw.Next(90, LastDayInTime + 1)
            : draw.Next(8) == 0 ? LastDayInTime + 1 : draw.Next(LastDayInTime + 1, 420);

        // A council in its first year has no request older than itself.
        var earliest = Authority.From ?? FieldRule.FirstDate;
        days = Math.Min(days, Math.Max(last.DayNumber - earliest.DayNumber, inTime ? 0 : LastDayInTime + 1));
        var from = Later(first, earliest.AddDays(days));
        var sentOn = from.AddDays((int)(place * (last.DayNumber - from.DayNumber + 1)));
        var receivedOn = sentOn.AddDays(-days);
        if (from > last)
        {
            throw new InvalidOperationException($"{Authority.Name} cannot have sent a late plan in {Year}: it was there from {earliest} to {last}.");
        }

        yield return Told("request-received", receivedOn, new RequestReceived(receivedOn));
        if (exempt)
        {
            var decidedOn = receivedOn.AddDays(Math.Min(60, days));
            var claim = new ExemptionClaimed("1", Ground.ExceptionalCircumstances, [Milestone.FinalPlan], DecidedOn: decidedOn);
            yield return Told("exemption-1", decidedOn, claim);
        }

        yield return Told("final-plan-sent", sentOn, new FinalPlanSent(sentOn));

        SimulatedEvent Told(string name, DateOnly day, Fact fact) => new(
            "/england/" + Authority.DfeCode, $"{reference}.{name}", Authority.OnsCode, reference,
            new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero).AddSeconds(draw.Next(8 * 60 * 60)), fact);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
