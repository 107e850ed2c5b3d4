using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Simulator.Cases;

namespace Ehcp.Simulator.Load;

/// <summary>Any number of finished and unfinished cases, of every authority in turn. Another run is other cases.</summary>
public static class LoadCases
{
    private const int YearsOfDays = 2000;
    private static readonly DateOnly FirstDay = new(2018, 9, 3);

    /// <summary>Exactly <paramref name="count"/> events, case by case; the last case may be cut short.</summary>
    public static IEnumerable<SimulatedEvent> Events(string run, int count) => Cases(run).SelectMany(story => story.Events).Take(count);

    private static IEnumerable<CaseStory> Cases(string run)
    {
        Council[] councils =
        [
            .. Authorities.All.Where(authority => authority.FormerTo is null && authority.IsThereOn(FirstDay))
                .Select(authority => Council.Of(authority.DfeCode, "/load/casework")),
        ];
        for (var number = 0; ; number++)
        {
            var reference = string.Create(CultureInfo.InvariantCulture, $"L-{run}-{number:00000000}");
            var draw = new Random(CaseStory.Seed("life of " + reference));
            var life = new CaseLife(FirstDay.AddDays(draw.Next(YearsOfDays)), draw.Next(105, 260), EndingOf(draw.Next(10)), IsExempt: draw.Next(20) == 0);
            yield return TwentyWeekProcess.Tell(councils[number % councils.Length], reference, life);
        }
    }

    private static Ending EndingOf(int draw) => draw switch { 0 => Ending.RefusedToIssue, 1 => Ending.Withdrawn, _ => Ending.PlanSent };
}
