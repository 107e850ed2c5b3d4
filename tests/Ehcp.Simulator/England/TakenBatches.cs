using System.Globalization;

namespace Ehcp.Simulator.England;

/// <summary>
/// Which batches Intake has taken, a line each in a file, so that a run that was stopped goes on there. To lose a line does no harm: Intake knows an event by
/// its id.
/// </summary>
public sealed class TakenBatches : IDisposable
{
    private readonly HashSet<int> _taken = [];
    private readonly StreamWriter? _file;

    /// <param name="path">The file; null for none.</param>
    /// <param name="fingerprint">Of the campaign: what another one has taken says nothing.</param>
    /// <param name="resume">Whether to go on with what the file has; else it is begun anew.</param>
    public TakenBatches(string? path, string fingerprint, bool resume)
    {
        if (path is null)
        {
            return;
        }

        var lines = resume && File.Exists(path) ? File.ReadAllLines(path) : [];
        if (lines.Length > 0 && lines[0] != fingerprint)
        {
            throw new UsageException($"{path} tells of another campaign: run it without --resume, or with the files and options of that one.");
        }

        // A line that a kill cut short is no number, or the number of an earlier batch: which is sent again, or was taken too.
        _taken.UnionWith(lines.Skip(1).Select(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1));
        _file = new(path, append: lines.Length > 0) { AutoFlush = true };
        _file.WriteLine(lines.Length == 0 ? fingerprint : "");
    }

    public int Count => _taken.Count(number => number >= 0);

    public bool Has(int number) => _taken.Contains(number);

    /// <summary>Intake has committed it.</summary>
    public void Add(int number)
    {
        lock (_taken)
        {
            _taken.Add(number);
            _file?.WriteLine(number);
        }
    }

    public void Dispose() => _file?.Dispose();
}
