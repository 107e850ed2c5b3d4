namespace Ehcp.Mutations;

/// <summary>
/// Mutants that no test can notice, because the law gives the same answers with them: each with the reason, in <c>Equivalent.txt</c>. They are not tried, and
/// do not count.
/// </summary>
internal sealed class EquivalentMutants
{
    private readonly HashSet<string> _changes = new(StringComparer.Ordinal);

    private EquivalentMutants()
    {
    }

    /// <summary>Reads blocks of lines: a line with the reason that begins with <c>#</c>, and below it the changes, as a run prints them but without the
    /// number of the line.</summary>
    /// <exception cref="InvalidDataException">A change stands below no reason.</exception>
    public static async Task<EquivalentMutants> ReadAsync(string path)
    {
        var read = new EquivalentMutants();
        var reason = "";
        foreach (var line in await File.ReadAllLinesAsync(path))
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                reason = line;
                continue;
            }

            if (reason.Length == 0)
            {
                throw new InvalidDataException($"{path} says of no reason why `{line}` cannot be noticed.");
            }

            read._changes.Add(line);
        }

        return read;
    }

    public bool Holds(Mutant mutant, string source) => _changes.Contains(Line(mutant, source));

    /// <summary>What the file says of changes that no mutant makes any more.</summary>
    public IEnumerable<string> NotAmong(IEnumerable<(Mutant Mutant, string Source)> mutants) =>
        _changes.Except(mutants.Select(one => Line(one.Mutant, one.Source)), StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Line(Mutant mutant, string source) => $"{mutant.File}  {mutant.Change(source)}";
}
