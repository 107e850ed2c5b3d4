using Ehcp.Contracts;
using Ehcp.TestKit;

namespace Ehcp.Scheduler.Tests.Folding;

/// <summary>How fast the consumer alone is. Asked for by name: <c>dotnet run --project tests/Ehcp.Scheduler.Tests -- -explicit only</c>.</summary>
public sealed class TakeInFactsSpeed(SchedulerAtRest scheduler, ITestOutputHelper output) : IClassFixture<SchedulerAtRest>
{
    private const int Cases = 6_000;
    private const int FactsOfCase = 8;
    private const int SetSize = 5_000;

    private static readonly DateTimeOffset Start = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sets_of_5000_facts_two_at_once(bool caseByCase)
    {
        foreach (var warm in Facts("warm-" + caseByCase, caseByCase).Chunk(SetSize))
        {
            await scheduler.TakeIn.RunAsync(warm, TestContext.Current.CancellationToken);
        }

        var prefix = caseByCase ? "by-case" : "by-time";
        var sets = Facts(prefix, caseByCase).Chunk(SetSize).ToArray();

        var cpu = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            sets, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (set, stop) => await scheduler.TakeIn.RunAsync(set, stop));
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        var facts = sets.Sum(set => set.Length);
        output.WriteLine($"{facts} facts of {Cases} cases, {(caseByCase ? "case by case" : "by time")}: {seconds:F1} s, {facts / seconds:F0} facts/s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F1} s of this process");
        Assert.Equal(facts, await scheduler.Database.CountAsync($"fact where case_reference like '{prefix}-%'"));
    }

    private static IEnumerable<RecordedFact> Facts(string prefix, bool caseByCase)
    {
        var places = caseByCase
            ? Enumerable.Range(0, Cases * FactsOfCase).Select(n => (Case: n / FactsOfCase, Step: n % FactsOfCase))
            : Enumerable.Range(0, Cases * FactsOfCase).Select(n => (Case: n % Cases, Step: n / Cases));
        return places.Select((place, n) => new RecordedFact(
            n, "speed", $"{prefix}-{n}", AnyCase.Authority, $"{prefix}-{place.Case:D5}", Start.AddMinutes(place.Step), Start.AddSeconds(n / 1_000),
                Step(place.Case, place.Step)));
    }

    private static Fact Step(int number, int step)
    {
        var received = new DateOnly(2026, 1, 5).AddDays(number % 100);
        return step switch
        {
            0 => new RequestReceived(received),
            1 => new CaseAssigned("North", "officer@example.org"),
            2 => new AssessmentDecided(AssessmentDecision.Assess, received.AddDays(40)),
            3 => new AdviceRequested("a", AdviceType.EducationalPsychology, received.AddDays(41)),
            4 => new AdviceReceived("a", AdviceType.EducationalPsychology, received.AddDays(80)),
            5 => new IssueDecided(IssueDecision.Issue, received.AddDays(100)),
            6 => new DraftPlanServed(received.AddDays(110)),
            _ => new FinalPlanSent(received.AddDays(139)),
        };
    }
}
