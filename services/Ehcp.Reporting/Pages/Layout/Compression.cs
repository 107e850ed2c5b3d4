using Microsoft.AspNetCore.ResponseCompression;

namespace Ehcp.Reporting.Pages.Layout;

internal static class Compression
{
    // Over TLS too: what must not be guessed from the size of a page, its form token, is another text each time it is written.
    internal static void AddCompression(this WebApplicationBuilder builder) => builder.Services.AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "text/csv"];
    });
}
