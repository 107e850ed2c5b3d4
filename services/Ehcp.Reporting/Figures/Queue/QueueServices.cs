namespace Ehcp.Reporting.Figures.Queue;

internal static class QueueServices
{
    internal static WebApplicationBuilder AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueueFigures>();
        return builder;
    }
}
