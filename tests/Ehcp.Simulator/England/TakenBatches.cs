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

        // What a kill cut short has no end of its line. It may read as the number of another batch, and is left out.
        var lines = resume && File.Exists(path) ? File.ReadAllText(path).Split('\n')[..^1] : [];
        if (lines.Length > 0 && lines[0] != fingerprint)
        {
            throw new UsageException($"{path} tells of another campaign: run it without --resume, or with the files and options of that one.");
        }

        _taken.UnionWith(lines.Skip(1).Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
        File.WriteAllText(path, string.Concat(lines.DefaultIfEmpty(fingerprint).Select(line => line + '\n')));
        _file = new(path, append: true) { AutoFlush = true, NewLine = "\n" };
    }

    public int Count => _taken.Count;

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
