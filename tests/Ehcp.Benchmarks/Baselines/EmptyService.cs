using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Ehcp.Benchmarks.Baselines;

/// <summary>A web service that does nothing: what starting and idling cost at least.</summary>
internal static class EmptyService
{
    internal static async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        await app.RunAsync();
    }
}
