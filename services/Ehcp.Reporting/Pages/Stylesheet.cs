using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages;

/// <summary>The one file besides the page. Its name changes with its content, so it may be kept for ever.</summary>
internal static class Stylesheet
{
    private static readonly byte[] Plain = Read();
    private static readonly byte[] Compressed = Compress(Plain);

    internal static string Path { get; } = $"/assets/ehcp-{Convert.ToHexStringLower(SHA256.HashData(Plain).AsSpan(0, 8))}.css";

    internal static FileContentHttpResult Answer(HttpRequest request, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.File(Plain, "text/css; charset=utf-8");
        }

        response.Headers.ContentEncoding = "gzip";
        return TypedResults.File(Compressed, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("ehcp.css")
            ?? throw new InvalidOperationException("The build lacks its stylesheet.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Compress(byte[] plain)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
        {
            gzip.Write(plain);
        }

        return bytes.ToArray();
    }
}
