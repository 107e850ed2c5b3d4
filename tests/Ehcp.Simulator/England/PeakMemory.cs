using System.Globalization;

namespace Ehcp.Simulator.England;

/// <summary>
/// The most memory that each process of a deployment had: of a service as the kernel counts it from its start, of a server with its children the largest
/// of their shares together, looked at every few seconds.
/// </summary>
/// <param name="folder">Folder of the process ids, a file each; null when they run elsewhere.</param>
public sealed class PeakMemory(string? folder)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly SortedDictionary<string, long> _kilobytes = new(StringComparer.Ordinal);

    /// <summary>In words, for the summary.</summary>
    public string InWords => _kilobytes.Count == 0
        ? "not known: the services do not run on this machine"
        : string.Join(", ", _kilobytes.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value / 1024.0:N0} MB")));

    /// <summary>Looks until it is stopped.</summary>
    public async Task WatchAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Look();
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return;
        }

        var children = Children();
        foreach (var file in Directory.GetFiles(folder, "*.pid"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (name is not ("keeper" or "up" or "epmd") && int.TryParse(File.ReadAllText(file), out var process))
            {
                var now = Math.Max(Shares(process, children), Kilobytes($"/proc/{process}/status", "VmHWM:"));
                _kilobytes[name] = Math.Max(_kilobytes.GetValueOrDefault(name), now);
            }
        }
    }

    // What several processes share is divided among them.
    private static long Shares(int process, ILookup<int, int> children) =>
        Kilobytes($"/proc/{process}/smaps_rollup", "Pss:") + children[process].Sum(child => Shares(child, children));

    private static ILookup<int, int> Children() => Directory.GetDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var process) ? process : 0)
        .Where(process => process > 0)
        .ToLookup(process => (int)Kilobytes($"/proc/{process}/status", "PPid:"));

    // A process may end while it is looked at.
    private static long Kilobytes(string path, string line)
    {
        try
        {
            var found = File.ReadLines(path).FirstOrDefault(one => one.StartsWith(line, StringComparison.Ordinal));
            return found is null ? 0 : long.Parse(found[line.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
