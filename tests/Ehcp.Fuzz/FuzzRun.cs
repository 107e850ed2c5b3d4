using System.Globalization;

namespace Ehcp.Fuzz;

/// <summary>Sends mutated events and rows by every door, and looks whether anything came of it that must not.</summary>
public static class FuzzRun
{
    private const string Id = "fuzz-";
    private const int MemorySamples = 200;

    /// <summary>Runs it, and prints what was sent, accepted and refused.</summary>
    /// <returns>0 where there is no fault; 1 where there is one.</returns>
    public static async Task<int> RunAsync(FuzzOptions options, FuzzTarget target, TextWriter print, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(print);
        var began = TimeProvider.System.GetTimestamp();
        var (tally, memory) = await SendAsync(options, target, stop);
        foreach (var line in tally.Lines())
        {
            await print.WriteLineAsync(line);
        }

        await print.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Sent:N0} sent, {tally.Accepted:N0} accepted, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s, --seed {options.Seed} --count {options.Count}"));
        if (memory.Count > 0)
        {
            await print.WriteLineAsync($"Memory of Intake: {Words(memory)}");
        }

        foreach (var fault in tally.Faults)
        {
            await print.WriteLineAsync("FAULT " + fault);
        }

        var grows = Grows(memory);
        await print.WriteLineAsync(grows ? "FAULT The memory grows with what is sent." : $"{tally.FaultsInAll} faults");
        return tally.FaultsInAll == 0 && !grows ? 0 : 1;
    }

    /// <summary>Sends everything and checks what was taken.</summary>
    /// <returns>What came of it, and the memory of Intake along the way.</returns>
    public static async Task<(Tally Tally, IReadOnlyList<double> Memory)> SendAsync(FuzzOptions options, FuzzTarget target, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(target);
        var (tally, kinds, memory) = (new Tally(), new string?[options.Count], new List<double>());
        var check = new LedgerCheck(target, tally);
        var before = await check.LastAsync(stop);
        var share = options.Count / options.Doors.Count;
        var http = new HttpDoor(target, tally, options.Seed);
        foreach (var (at, door) in options.Doors.Index())
        {
            var (first, count) = (at * share, at == options.Doors.Count - 1 ? options.Count - (at * share) : share);

            // In parts, to look at the memory between them.
            var part = Math.Max(1_000, count / (MemorySamples / options.Doors.Count));
            for (var begin = 0; begin < count; begin += part)
            {
                var (from, some) = (first + begin, Math.Min(part, count - begin));
                await (door switch
                {
                    FuzzOptions.Http => http.SendAsync(from, some, kinds, options.Connections, stop),
                    FuzzOptions.Csv => new CsvDoor(target, tally, options.Seed).SendAsync(from, some, kinds, stop),
                    _ => new AmqpDoor(target, tally, options.Seed).SendAsync(from, some, kinds, stop),
                });
                if (target.MemoryMegabytes is { } look)
                {
                    memory.Add(look());
                }
            }
        }

        var taken = await check.RunAsync(before, kinds, place => options.Doors[Math.Min(place / share, options.Doors.Count - 1)], stop);
        if (taken < http.Accepted)
        {
            tally.Fault($"{http.Accepted} were answered as accepted over HTTP, and {taken} are in the ledger.");
        }

        return (tally, memory);
    }

    internal static string IdOf(int place) => Id + place.ToString("D", CultureInfo.InvariantCulture);

    internal static int? PlaceOf(string text) =>
        text.IndexOf(Id, StringComparison.Ordinal) is >= 0 and var at
        && int.TryParse(text.AsSpan(at + Id.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    // What is sent by one door after the other needs different things, so what the last third takes is held against the most before it.
    private static bool Grows(IReadOnlyList<double> memory) =>
        memory.Count >= 30 && memory.Skip(memory.Count * 2 / 3).Average() > (memory.Take(memory.Count * 2 / 3).Max() * 1.25) + 50;

    private static string Words(IReadOnlyList<double> memory) => string.Create(
        CultureInfo.InvariantCulture, $"{memory[0]:N0} MB after the first part, {memory.Max():N0} MB at most, {memory[^1]:N0} MB at the end");
}
