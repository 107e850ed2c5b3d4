using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Mutations;

/// <summary>
/// Outcomes on disk, a line each, so that a run that was ended goes on where it was. Only what was noticed is taken from it, and only while no source of the
/// law has changed: what survived is tried again, for a test may have come.
/// </summary>
internal sealed class Journal
{
    private readonly string? _path;
    private readonly string _law;
    private readonly HashSet<string> _noticed = new(StringComparer.Ordinal);

    /// <param name="path">The file; null for none.</param>
    /// <param name="sources">The law that is changed.</param>
    public Journal(string? path, IReadOnlyDictionary<string, string> sources)
    {
        _path = path;
        _law = Hash(string.Concat(sources.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value)));
        if (File.Exists(path))
        {
            _noticed.UnionWith(File.ReadLines(path).Select(line => line.Split(' '))
                .Where(words => words is [_, nameof(MutantStatus.Killed) or nameof(MutantStatus.Timeout)]).Select(words => words[0]));
        }
    }

    public bool HasNoticed(Mutant mutant) => _noticed.Contains(Key(mutant));

    public void Add(Mutant mutant, MutantStatus status)
    {
        if (_path is not null)
        {
            File.AppendAllText(_path, $"{Key(mutant)} {status}\n");
        }
    }

    private string Key(Mutant mutant) => Hash($"{_law}/{mutant.File}/{mutant.Start}/{mutant.Length}/{mutant.Replacement}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}
