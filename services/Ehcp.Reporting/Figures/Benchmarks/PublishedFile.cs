using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>
/// Reads DfE's figures of the 20 weeks: the CSV as DfE publishes it, the zip of a whole release, or the CSV that came with this project, which says in four
/// lines where it comes from.
/// </summary>
internal static class PublishedFile
{
    private const string Licence = "Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
    private const string Publisher = "Department for Education, Education, health and care plans";
    private const string NotSaid = "the file does not say";
    private const long MostBytes = 200_000_000;

    private static readonly string[] Notes = ["source", "release", "retrieved", "licence"];

    /// <exception cref="FormatException">It is none of these; names each line and column.</exception>
    internal static List<PublishedFigure> Read(string name, byte[] bytes)
    {
        var version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        return bytes.AsSpan().StartsWith("PK"u8) ? ReadZip(name, bytes, version) : ReadText(name, Encoding.UTF8.GetString(bytes), version, guidance: null);
    }

    // A release is a zip of many tables and a text that says what they are, with their footnotes.
    private static List<PublishedFigure> ReadZip(string name, byte[] bytes, string version)
    {
        using var zip = Opened(name, bytes);
        var tables = zip.Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && HasColumns(name, entry)).ToList();
        var table = tables.Find(entry => entry.Name.Equals(DfeLayout.FileName, StringComparison.OrdinalIgnoreCase)) ?? tables switch
        {
            [var only] => only,
            [] => throw new FormatException($"{name}: has no table with the columns {string.Join(", ", DfeLayout.Required)}."),
            _ => throw new FormatException($"{name}: has several tables with the right columns ({string.Join(", ", tables.Select(entry => entry.FullName))}) "
                + $"and none is called {DfeLayout.FileName}: take out the right one and name that."),
        };
        var guidance = zip.Entries.FirstOrDefault(entry => entry.Name.Equals("data-guidance.txt", StringComparison.OrdinalIgnoreCase));
        return ReadText($"{name}/{table.Name}", Text(name, table), version, guidance is null ? null : DataGuidance.Of(Text(name, guidance), table.Name));
    }

    private static ZipArchive Opened(string name, byte[] bytes)
    {
        try
        {
            return new(new MemoryStream(bytes), ZipArchiveMode.Read);
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException($"{name}: is no whole zip: {broken.Message}");
        }
    }

    private static bool HasColumns(string name, ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(Stream(name, entry));
        var header = (reader.ReadLine() ?? "").Split(',').Select(column => column.Trim('"', ' ', '\uFEFF')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return DfeLayout.Required.All(header.Contains);
    }

    private static string Text(string name, ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(Stream(name, entry));
        try
        {
            return reader.ReadToEnd();
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException($"{name}: {entry.FullName} cannot be unpacked: {broken.Message}");
        }
    }

    private static Stream Stream(string name, ZipArchiveEntry entry) => entry.Length <= MostBytes
        ? entry.Open()
        : throw new FormatException($"{name}: {entry.FullName} is larger than {MostBytes / 1_000_000} MB.");

    private static List<PublishedFigure> ReadText(string name, string text, string version, DataGuidance? guidance)
    {
        text = text.TrimStart('\uFEFF');
        var notes = NotesOf(text);
        var isDfes = DfeLayout.Is(text);
        var errors = new List<string>();
        if (!isDfes)
        {
            errors.AddRange(
                Notes.Index().Where(note => notes[note.Index] is null).Select(note => $"line {note.Index + 1}: must be \"# {note.Item}: \" and words."));
            PublishedRows.ThrowIfAny(errors, name);
        }

        var source = new PublishedSource(
            name, version, notes[0] ?? Publisher, notes[1] ?? guidance?.Release ?? NotSaid, notes[2] ?? NotSaid, notes[3] ?? Licence)
        {
            Footnotes = guidance?.Footnotes ?? [],
        };
        return PublishedRows.Read(text, name, source, isDfes ? new DfeLayout() : new OwnLayout());
    }

    // Null for each line that is not there.
    private static string?[] NotesOf(string text)
    {
        using var lines = new StringReader(text);
        return
        [
            .. Notes.Select(note => lines.ReadLine() is { } line && line.StartsWith($"# {note}: ", StringComparison.Ordinal)
                && line[(note.Length + 4)..].Trim() is { Length: > 0 } words ? words : null),
        ];
    }
}
