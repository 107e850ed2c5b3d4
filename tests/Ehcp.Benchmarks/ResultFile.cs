using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ehcp.TestKit;

namespace Ehcp.Benchmarks;

internal static class ResultFile
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static async Task<string> WriteAsync(Effort effort, IReadOnlyList<Measurement> results)
    {
        var at = TimeProvider.System.GetUtcNow();
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Folder, ".local", "bench"));
        var file = Path.Combine(folder.FullName, at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + ".json");
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(
            stream,
            new { At = at, Processors = Environment.ProcessorCount, Runtime = RuntimeInformation.FrameworkDescription, effort, results },
            Readable);
        return Path.GetRelativePath(Checkout.Folder, file);
    }
}
