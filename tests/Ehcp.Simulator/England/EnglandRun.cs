using System.Globalization;
using Ehcp.Simulator.Cases;
using Ehcp.Simulator.Published;
using Ehcp.Simulator.Sending;

namespace Ehcp.Simulator.England;

/// <summary>Sends every plan of England that DfE counted, waits until all of them are in the figures, and compares cell by cell.</summary>
public static class EnglandRun
{
    private const int MostShown = 50;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    /// <summary>How long nothing may move before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>0 when every cell that can be compared is equal, else 1.</returns>
    public static async Task<int> RunAsync(
        EnglandOptions options, Addresses addresses, TimeProvider clock, TextWriter print, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(print);
        var all = PublishedTable.Newest([PublishedTable.Shipped, .. options.Files.Select(PublishedTable.ReadFile)]);
        var chosen = options.Sample > 0 ? Campaign.Draw(all, options.Sample, options.Seed) : options.Authorities;
        var campaign = Campaign.Of(all, [.. chosen]);
        if (options.Sample > 0)
        {
            await print.WriteLineAsync($"Drawn with --seed {options.Seed}: {string.Join(", ", chosen.Select(code => Contracts.Authorities.Find(code)!.Name))}");
        }

        using var reporting = IntakeDoor.Client(addresses.Reporting ?? throw new UsageException("REPORTING_URL is not set."), addresses.ReportingKey);
        var figures = new FigureDoor(reporting);
        await CheckRightsAsync(figures, chosen, cancellationToken);
        await print.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{campaign.Plans:N0} plans of {campaign.Years.DistinctBy(year => year.Authority).Count()} authorities, "
            + $"{campaign.Rows.Min(row => row.Year)} to {campaign.Rows.Max(row => row.Year)}"));
        foreach (var remainder in campaign.Remainders)
        {
            await print.WriteLineAsync(remainder);
        }

        var memory = new PeakMemory(options.Run);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = memory.WatchAsync(clock, watching.Token);
        var began = clock.GetTimestamp();
        var receipts = await SendAsync(campaign, options, addresses, clock, print, cancellationToken);
        var sent = clock.GetElapsedTime(began);
        if (receipts.Refused > 0)
        {
            throw new InvalidOperationException($"Intake refused {receipts.Refused:N0} of {receipts.Total:N0} events; the first: {receipts.FirstRefusal}");
        }

        await CountedAsync(figures, clock, print, cancellationToken);
        var counted = clock.GetElapsedTime(began);
        await watching.CancelAsync();
        await watch;

        await print.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{receipts.Accepted:N0} events accepted and {receipts.Duplicates:N0} known already in {sent.TotalSeconds:N0} s: "
            + $"{receipts.Total / sent.TotalSeconds:N0} events/s; "
            + $"all of them in the figures after {counted.TotalSeconds:N0} s: {receipts.Total / counted.TotalSeconds:N0} events/s"));
        await print.WriteLineAsync($"Memory at its peak: {memory.InWords}");
        return await CompareAsync(campaign, all, figures, print, cancellationToken);
    }

    // A key that sees only some authorities would have England's figures differ for that reason alone.
    private static async Task CheckRightsAsync(FigureDoor figures, IReadOnlyList<string> chosen, CancellationToken cancellationToken)
    {
        foreach (var code in chosen.DefaultIfEmpty("E08000025"))
        {
            await figures.AskAsync($"authority={code}", cancellationToken);
        }
    }

    private static async Task<Receipts> SendAsync(
        Campaign campaign, EnglandOptions options, Addresses addresses, TimeProvider clock, TextWriter print, CancellationToken cancellationToken)
    {
        using var client = IntakeDoor.Client(addresses.Intake, addresses.IntakeKey);
        var door = new IntakeDoor(client, clock);
        using var taken = new TakenBatches(options.State, campaign.Fingerprint, options.Resume);
        if (taken.Count > 0)
        {
            await print.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{taken.Count:N0} batches were taken before"));
        }

        var all = new Receipts();
        var (began, told) = (clock.GetTimestamp(), TimeSpan.Zero);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(campaign.Batches().Where(batch => !taken.Has(batch.Number)), limits, async (batch, cancelled) =>
        {
            var receipts = await door.SendAsync(SimulatedEvent.Batch(batch.Events), cancelled);
            if (receipts.Refused == 0)
            {
                taken.Add(batch.Number);
            }

            string? line = null;
            lock (all)
            {
                all.Add(receipts);
                if (clock.GetElapsedTime(began) is var elapsed && elapsed - told > BetweenLines)
                {
                    told = elapsed;
                    line = string.Create(CultureInfo.InvariantCulture, $"{all.Total:N0} events taken, {all.Total / elapsed.TotalSeconds:N0} events/s");
                }
            }

            if (line is not null)
            {
                await print.WriteLineAsync(line);
            }
        });
        return all;
    }

    // Everything was recorded before the first look; once it is known up to there, it is counted, whatever came in meanwhile.
    private static async Task CountedAsync(FigureDoor figures, TimeProvider clock, TextWriter print, CancellationToken cancellationToken)
    {
        var look = await figures.AskAsync("", cancellationToken);
        var (recorded, seen, moved, told) = (look.AsOf, (look.KnownTo, look.Plans), clock.GetTimestamp(), clock.GetTimestamp());
        while (!(look.KnownTo > recorded))
        {
            if (clock.GetElapsedTime(told) > BetweenLines)
            {
                told = clock.GetTimestamp();
                await print.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{look.Plans:N0} plans are counted; complete up to {look.KnownTo:u}"));
            }

            if (clock.GetElapsedTime(moved) > Patience)
            {
                throw new TimeoutException($"Nothing was counted for {Patience.TotalMinutes} minutes: {look.Plans} plans, complete up to {look.KnownTo:u}.");
            }

            await Task.Delay(BetweenLooks, clock, cancellationToken);
            look = await figures.AskAsync("", cancellationToken);
            if ((look.KnownTo, look.Plans) != seen)
            {
                (seen, moved) = ((look.KnownTo, look.Plans), clock.GetTimestamp());
            }
        }
    }

    private static async Task<int> CompareAsync(
        Campaign campaign, IReadOnlyList<PublishedRow> all, FigureDoor door, TextWriter print, CancellationToken cancellationToken)
    {
        var figures = await door.OfAsync(campaign.Rows.Select(row => row.Year), cancellationToken);
        var regions = all.Where(row => row.Level == PublishedLevel.Authority).DistinctBy(row => row.Code).ToDictionary(row => row.Code, row => row.Region);
        var compared = CellComparison.Of(campaign.Rows, figures, code => regions.GetValueOrDefault(code));
        foreach (var line in compared.Different.Take(MostShown))
        {
            await print.WriteLineAsync(line);
        }

        if (compared.Different.Count > MostShown)
        {
            await print.WriteLineAsync($"and {compared.Different.Count - MostShown} more");
        }

        foreach (var (row, reason) in campaign.Incomparable)
        {
            await print.WriteLineAsync($"Not comparable: {row.Year} {row.Name}, {row.Cells.Count()} cells: {reason}");
        }

        foreach (var (symbol, count) in compared.NotComparable)
        {
            await print.WriteLineAsync($"Not comparable: {count} cells in which DfE printed {symbol}");
        }

        await print.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{compared.Equal:N0} of {compared.Equal + compared.Different.Count:N0} cells equal"));
        return compared is { Different.Count: 0, Equal: > 0 } ? 0 : 1;
    }
}
