using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Layout;

/// <summary>The one file besides the page. Its name changes with its content, so it may be kept for ever.</summary>
internal static class Stylesheet
{
    private static readonly byte[] Content = Read();

    internal static string Path { get; } = $"/assets/ehcp-{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 8))}.css";

    internal static FileContentHttpResult Answer(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(Content, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("ehcp.css")
            ?? throw new InvalidOperationException("The build lacks its stylesheet.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
