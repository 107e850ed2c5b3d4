using Ehcp.Csv;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>Which column of a file says what.</summary>
/// <param name="Fields">What is read, the case reference first.</param>
/// <param name="Places">The place of each in a row.</param>
/// <param name="Ignored">Names of the others. They are told to who sent the file, and kept nowhere.</param>
internal sealed record TheirColumns(IReadOnlyList<TheirField> Fields, int[] Places, IReadOnlyList<string> Ignored)
{
    /// <summary>As many columns may be named.</summary>
    internal const int Most = 20;

    /// <summary>How a column is named: what it says, an equals sign, and its header.</summary>
    internal const string HowToName = "Write what it says and its header, such as plan due=Target date. What it says is one of: ";

    internal static string Names { get; } = string.Join(", ", TheirField.All.Select(field => field.Words));

    /// <summary>Columns that were named for their fields.</summary>
    /// <param name="given">Each <c>plan due=Target date</c>.</param>
    /// <param name="named">What was read of them.</param>
    /// <returns>Why they cannot be used; null when they can.</returns>
    internal static string? TryName(IEnumerable<string> given, out Dictionary<TheirField, string> named)
    {
        named = [];
        foreach (var line in given)
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [var words, { Length: > 0 } header] || TheirField.Named(words) is not { } field)
            {
                return HowToName + Names + ".";
            }

            if (!named.TryAdd(field, header))
            {
                return $"Name one column for {field.Words}.";
            }
        }

        return null;
    }

    /// <summary>Finds the columns of a header.</summary>
    /// <param name="header">Names of the columns.</param>
    /// <param name="named">Those that were named for a field, before what their headers say.</param>
    /// <param name="columns">What was found.</param>
    /// <returns>Why the file cannot be read; null when it can. It repeats no header: of a file without one that would be the first row.</returns>
    internal static string? TryFind(string[] header, IReadOnlyDictionary<TheirField, string> named, out TheirColumns columns)
    {
        columns = new([], [], []);
        var keys = Array.ConvertAll(header, ColumnNames.Key);
        var found = new Dictionary<TheirField, int>();
        foreach (var (field, name) in named)
        {
            var key = ColumnNames.Key(name);
            if (keys.Count(one => one == key) != 1)
            {
                return $"The file has {(keys.Contains(key) ? "several columns" : "no column")} of the name that you gave for {field.Words}.";
            }

            found[field] = Array.IndexOf(keys, key);
        }

        for (var place = 0; place < header.Length; place++)
        {
            if (found.ContainsValue(place) || TheirField.OfHeader(header[place]) is not { } field || named.ContainsKey(field))
            {
                continue;
            }

            if (!found.TryAdd(field, place))
            {
                return $"Two columns look like {field.Words}. Say which is meant: {field.Words}=its header.";
            }
        }

        if (!found.TryGetValue(TheirField.CaseReference, out var reference))
        {
            return "No column is the case reference. The first line must name the columns. If that of the case reference has another name, say so: "
                + "case reference=its header.";
        }

        if (found.Count == 1)
        {
            return $"No column can be compared. Say which says what, such as plan due=its header. What can be compared: {Names}.";
        }

        TheirField[] fields = [TheirField.CaseReference, .. TheirField.All.Where(field => field != TheirField.CaseReference && found.ContainsKey(field))];
        columns = new(
            fields, Array.ConvertAll(fields, field => found[field]), [.. header.Where((name, place) => name.Length > 0 && !found.ContainsValue(place))]);
        return null;
    }
}
