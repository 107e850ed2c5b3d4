using Ehcp.Contracts;
using Ehcp.Simulator.Caseload;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Published;
using Ehcp.Simulator.Sending;

namespace Ehcp.Simulator.Demo;

/// <summary>Sends the demo, waits until all of it is in the figures and the e-mails have gone, and compares with DfE.</summary>
public static class DemoRun
{
    private const string Birmingham = "330";
    private const int BatchSize = 500;
    private const int Connections = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(Addresses addresses, TimeProvider clock, TextWriter print, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(print);
        var now = clock.GetUtcNow();
        var figures = PublishedFigure.Of(Birmingham).ToList();
        CaseStory[] published = [.. figures.SelectMany(figure => PublishedYear.CasesWithReviews(Council.Birmingham, figure))];
        CaseStory[] caseload = [.. OpenCaseload.Cases(Council.Birmingham, clock.LondonToday).Where(story => story.ToldBy(now).Any())];
        SimulatedEvent[] events = [.. published.Concat(caseload).SelectMany(story => story.ToldBy(now))];
        await print.WriteLineAsync($"Sending {events.Length:N0} events of {published.Length + caseload.Length:N0} cases");

        var receipts = await SendAsync(addresses, UntidyOrder.Of(events, seed: Birmingham.Length), clock, cancellationToken);
        if (receipts.Refused > 0)
        {
            throw new InvalidOperationException($"Intake refused {receipts.Refused:N0} of {receipts.Total:N0} events; the first: {receipts.FirstRefusal}");
        }

        var references = published.Concat(caseload).Select(story => story.CaseReference).ToHashSet();
        var expected = new Expected(figures, events.Length, references, PlansSince(figures[^1].Year, caseload, now));
        using var services = new PublicDoors(addresses);
        var seen = await WaitAsync(services, expected, clock, print, cancellationToken);
        await Summary.PrintAsync(print, addresses, receipts, seen, expected);
        return seen.WaitsFor(expected) is null ? 0 : 1;
    }

    private static async Task<Receipts> SendAsync(Addresses addresses, SimulatedEvent[] events, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var client = IntakeDoor.Client(addresses.Intake, addresses.IntakeKey);
        var door = new IntakeDoor(client, clock);
        var all = new Receipts();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(events.Chunk(BatchSize), options, async (batch, cancelled) =>
        {
            var receipts = await door.SendAsync(SimulatedEvent.Batch(batch), cancelled);
            lock (all)
            {
                all.Add(receipts);
            }
        });
        return all;
    }

    private static int PlansSince(int year, IEnumerable<CaseStory> caseload, DateTimeOffset now) =>
        caseload.SelectMany(story => story.ToldBy(now)).Count(one => one.Fact is Contracts.FinalPlanSent { SentOn: var day } && day.Year > year);

    // The last look stands, so that a summary shows what is missing when time runs out.
    private static async Task<Seen> WaitAsync(PublicDoors doors, Expected expected, TimeProvider clock, TextWriter print, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var told = "";
        DateTimeOffset? completeAt = null;
        while (true)
        {
            var seen = await doors.LookAsync(expected, cancellationToken);
            if (seen.WaitsForFigures(expected) is null)
            {
                completeAt ??= clock.GetUtcNow();
                if (await doors.LastSweepAsync(clock, cancellationToken) > completeAt)
                {
                    seen = seen with { Alerts = AlertCounts.Of(await doors.AlertsAsync(expected, cancellationToken), expected.References) };
                }
            }

            var waitingFor = seen.WaitsFor(expected);
            if (waitingFor is null || clock.GetElapsedTime(began) > Patience)
            {
                return seen;
            }

            if (waitingFor != told)
            {
                await print.WriteLineAsync($"Waiting for {told = waitingFor}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
        }
    }
}
