namespace Ehcp.Reporting.Exports;

internal static class ExportServices
{
    internal static WebApplicationBuilder AddExports(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ExportSettings>().BindConfiguration(ExportSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }
}
