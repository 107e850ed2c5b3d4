namespace Ehcp.Reporting.Measures;

internal static class MeasureServices
{
    internal static WebApplicationBuilder AddMeasures(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MeasureSettings>().BindConfiguration(MeasureSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }
}
