namespace Ehcp.EndToEnd.Tests;

/// <summary>A type of one namespace that knows a type of another.</summary>
internal sealed record FolderDependency(string From, string To, string FromType, string ToType);

/// <summary>
/// Folders of a project that know each other, directly or through others. Namespaces follow folders. The folders that lie beside each other are compared,
/// under the root and within every folder; the files that lie beside them are a folder of their own, written as a dot.
/// </summary>
internal static class FolderCircles
{
    private const string Files = ".";

    /// <returns>A line for each set of folders that stand in circles: where they lie, and a dependency for each step. Empty when there is none.</returns>
    internal static IReadOnlyList<string> Of(string project, IEnumerable<FolderDependency> dependencies)
    {
        var within = dependencies.Where(one => IsIn(one.From, project) && IsIn(one.To, project) && one.From != one.To)
            .DistinctBy(one => (one.From, one.To)).ToArray();
        return [.. within.SelectMany(Parents).Distinct().Order(StringComparer.Ordinal).SelectMany(parent => CirclesIn(parent, within))];

        // Every folder that holds both ends of it.
        IEnumerable<string> Parents(FolderDependency one)
        {
            for (var parent = one.From; IsIn(parent, project); parent = parent[..Math.Max(0, parent.LastIndexOf('.'))])
            {
                if (IsIn(one.To, parent))
                {
                    yield return parent;
                }
            }
        }
    }

    private static IEnumerable<string> CirclesIn(string parent, FolderDependency[] all)
    {
        var steps = all.Where(one => IsIn(one.From, parent) && IsIn(one.To, parent))
            .ToLookup(one => Child(parent, one.From), one => (To: Child(parent, one.To), One: one));
        var reached = steps.ToDictionary(from => from.Key, from => ReachedFrom(from.Key, steps));
        var circles = reached.Where(from => from.Value.Contains(from.Key))
            .GroupBy(from => string.Join(
                ' ', reached.Where(other => from.Value.Contains(other.Key) && other.Value.Contains(from.Key))
                    .Select(other => other.Key).Order(StringComparer.Ordinal)));
        foreach (var circle in circles)
        {
            var folders = circle.Select(folder => folder.Key).ToHashSet();
            yield return $"{parent}: {circle.Key}: " + string.Join(
                "; ", folders.SelectMany(from => steps[from].Where(step => step.To != from && folders.Contains(step.To))
                .DistinctBy(step => step.To).Select(step => $"{from} knows {step.To} ({step.One.FromType} knows {step.One.ToType})")));
        }
    }

    private static HashSet<string> ReachedFrom(string start, ILookup<string, (string To, FolderDependency One)> steps)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>([start]);
        while (next.TryPop(out var folder))
        {
            foreach (var (to, _) in steps[folder])
            {
                if (to != folder && reached.Add(to))
                {
                    next.Push(to);
                }
            }
        }

        return reached;
    }

    private static bool IsIn(string name, string folder) => name == folder || name.StartsWith(folder + ".", StringComparison.Ordinal);

    private static string Child(string parent, string name) => name == parent ? Files : name[(parent.Length + 1)..].Split('.')[0];
}
