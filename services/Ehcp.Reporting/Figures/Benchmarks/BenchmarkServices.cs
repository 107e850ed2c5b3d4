using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Benchmarks;

internal static class BenchmarkServices
{
    internal static WebApplicationBuilder AddBenchmarks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<BenchmarkSettings>().BindConfiguration(BenchmarkSettings.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<BenchmarkSettings>, BenchmarkSettingsCheck>();
        builder.Services.AddSingleton<PublishedFigures>();
        return builder;
    }
}
