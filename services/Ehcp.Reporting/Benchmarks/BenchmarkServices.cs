using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Benchmarks;

internal static class BenchmarkServices
{
    internal static void AddBenchmarks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BenchmarkSettings>().BindConfiguration(BenchmarkSettings.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<BenchmarkSettings>, BenchmarkSettingsCheck>();
        builder.Services.AddSingleton<PublishedFigures>();
    }
}
