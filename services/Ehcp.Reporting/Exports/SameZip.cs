using System.IO.Compression;

namespace Ehcp.Reporting.Exports;

/// <summary>Files in a zip that says nothing of when it was made: the same question gives the same bytes, whenever it is asked.</summary>
internal static class SameZip
{
    internal const string MediaType = "application/zip";

    // The day a zip counts from.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using var stream = Open(zip, name);
        stream.Write(content);
    }

    /// <summary>A file that is written piece by piece; it is whole when the stream is closed.</summary>
    internal static Stream Open(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        entry.ExternalAttributes = 0;
        return entry.Open();
    }
}
