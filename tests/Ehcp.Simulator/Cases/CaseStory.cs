using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Simulator.Cases;

/// <summary>
/// The events of one case. All that looks like chance is drawn from a seed of the case alone, so that the same case is told
/// in the same words at every run: a second run sends nothing but duplicates.
/// </summary>
public sealed class CaseStory
{
    private static readonly TimeOnly OfficeOpens = new(9, 0);

    private readonly List<SimulatedEvent> _events = [];
    private readonly Council _council;
    private readonly string _authority;

    public CaseStory(Council council, string caseReference, CaseLife life)
    {
        ArgumentNullException.ThrowIfNull(council);
        _council = council;
        CaseReference = caseReference;
        Life = life;
        Draw = new Random(Seed(caseReference));

        // Both codes of an authority mean the same, and systems send either.
        _authority = Draw.Next(2) == 0 ? council.Code : Authorities.Find(council.Code)!.OnsCode;
    }

    public string CaseReference { get; }

    public CaseLife Life { get; }

    public IReadOnlyList<SimulatedEvent> Events => _events;

    internal Random Draw { get; }

    /// <summary>A number that depends on <paramref name="text"/> alone (FNV-1a), unlike its hash code.</summary>
    public static int Seed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)(hash & int.MaxValue);
    }

    /// <summary>Events recorded by <paramref name="now"/>.</summary>
    public IEnumerable<SimulatedEvent> ToldBy(DateTimeOffset now) => _events.Where(one => one.Time <= now);

    internal int Between(int least, int most) => Draw.Next(least, most + 1);

    internal CaseAssigned Assignment() => _council.Assign(Draw);

    internal CaseDescribed Description() => _council.Describe(Draw);

    /// <summary>Records a fact in office hours of the first working day from <paramref name="day"/>, most often the same day.</summary>
    internal SimulatedEvent Tell(DateOnly day, string name, Fact fact)
    {
        var lag = Draw.Next(5) == 0 ? Between(1, 2) : 0;
        return Add(WorkingDays.Shipped.OnOrAfter(day.AddDays(lag)), name, fact);
    }

    internal SimulatedEvent Retract(DateOnly day, SimulatedEvent mistaken, RetractionReason reason) =>
        Tell(day, mistaken.Id[(CaseReference.Length + 1)..] + "-retracted", new EventRetracted(mistaken.Id, Reason: reason));

    /// <summary>What was recorded under <paramref name="name"/> said something else.</summary>
    internal void Replace(string name, Fact fact)
    {
        var index = _events.FindIndex(one => one.Id == $"{CaseReference}.{name}");
        _events[index] = _events[index] with { Fact = fact };
    }

    private SimulatedEvent Add(DateOnly recordedOn, string name, Fact fact)
    {
        var time = recordedOn.ToDateTime(OfficeOpens).AddSeconds(Draw.Next(8 * 60 * 60));
        var instant = new DateTimeOffset(time, LondonCalendar.Zone.GetUtcOffset(time)).ToUniversalTime();
        var told = new SimulatedEvent(
            _council.Source, string.Create(CultureInfo.InvariantCulture, $"{CaseReference}.{name}"), _authority, CaseReference, instant, fact);
        _events.Add(told);
        return told;
    }
}
