namespace Ehcp.Reporting.Publishing.Bi;

internal static class BiServices
{
    internal static WebApplicationBuilder AddBi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueueByDay>().AddHostedService<QueueByDayService>();
        return builder;
    }
}
