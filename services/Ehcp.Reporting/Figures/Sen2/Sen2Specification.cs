using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.Configuration.Attributes;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>An item of DfE's specification, as far as it could be read where the public can read it.</summary>
internal sealed class Sen2Item
{
    /// <summary>Its module, by the name of its blade.</summary>
    public required string Module { get; init; }

    /// <summary>Its XML tag; in small letters the column of the blade.</summary>
    public required string Tag { get; init; }

    /// <summary>Its number in DfE's guide of 2025; null where it could not be confirmed.</summary>
    [NullValues("")]
    public string? Number { get; init; }

    /// <summary>The first collection that has it.</summary>
    public required int From { get; init; }

    /// <summary>The last collection that has it; null while it has no end.</summary>
    [NullValues("")]
    public int? To { get; init; }

    /// <summary>Whether name and codes were read in a public source. False: they are a reading of ours, to be looked at before they are sent.</summary>
    public required bool Verified { get; init; }

    /// <summary>Whether events tell it.</summary>
    public required bool Held { get; init; }

    /// <summary>Where it was read, by the names of <see cref="Sen2Specification.Sources"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Why it is not held, or what to know of it; null where there is nothing to say.</summary>
    [NullValues("")]
    public string? Why { get; init; }

    /// <summary>Its column in a blade.</summary>
    internal string Column => Tag.ToLowerInvariant();
}

/// <summary>A module: a file of the blade, an element of the XML.</summary>
/// <param name="Name">Name of the blade.</param>
/// <param name="Element">Its XML element.</param>
/// <param name="Parent">Name of the module whose element it stands in, after the items; null for the outermost.</param>
/// <param name="Title">What it holds.</param>
/// <param name="Items">In the order of the specification.</param>
internal sealed record Sen2Module(string Name, string Element, string? Parent, string Title, ImmutableArray<Sen2Item> Items)
{
    /// <summary>The names of its elements in order: its items, then the modules within it.</summary>
    internal IEnumerable<string> Order => Items.Select(item => item.Tag).Concat(Children.Select(child => child.Element));

    /// <summary>The modules that stand in it, in the order of their numbers.</summary>
    internal ImmutableArray<Sen2Module> Children { get; init; } = [];
}

/// <summary>Which public page or file something was read in.</summary>
/// <param name="Source">Its name in the table of items.</param>
/// <param name="Where">Repository and file.</param>
/// <param name="What">What it tells.</param>
internal sealed record Sen2Source(string Source, string Where, string What);

/// <summary>
/// DfE's specification as a table: which items each collection has, in which order, and where each was read. DfE's own guide and its sheet of rules could not
/// be had, so what no source confirms says so.
/// </summary>
internal static class Sen2Specification
{
    private static readonly ImmutableArray<Sen2Item> Items = Read<Sen2Item>("items");
    private static readonly ImmutableArray<ModuleRow> Modules = Read<ModuleRow>("modules");

    /// <summary>Where the items were read.</summary>
    internal static ImmutableArray<Sen2Source> Sources { get; } = Read<Sen2Source>("sources");

    /// <summary>The collections whose items differ from those of the one before, the first first.</summary>
    internal static ImmutableArray<int> Editions { get; } =
        [.. Items.SelectMany(item => item.To is { } to ? new[] { item.From, to + 1 } : [item.From]).Distinct().Order()];

    /// <summary>Every module of a collection, in the order of DfE's numbers.</summary>
    internal static ImmutableArray<Sen2Module> Of(int collection)
    {
        return [.. Modules.Select(Build)];

        Sen2Module Build(ModuleRow row) => new(row.Module, row.Element, row.Parent.Length == 0 ? null : row.Parent, row.Title,
            [.. Items.Where(item => item.Module == row.Module && item.From <= collection && !(item.To < collection))])
        {
            Children = [.. Modules.Where(child => child.Parent == row.Module).Select(Build)],
        };
    }

    private static ImmutableArray<T> Read<T>(string name)
    {
        using var stream = typeof(Sen2Specification).Assembly.GetManifestResourceStream($"sen2/{name}.csv")
            ?? throw new InvalidOperationException($"The build lacks its table of SEN2 {name}.");
        using var reader = new StreamReader(stream);
        using var csv = new CsvReader(
            reader, new CsvConfiguration(CultureInfo.InvariantCulture) { PrepareHeaderForMatch = column => column.Header.ToLowerInvariant() });
        return [.. csv.GetRecords<T>()];
    }

    private sealed record ModuleRow(string Module, string Element, string Parent, string Title);
}
