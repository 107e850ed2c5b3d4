namespace Ehcp.Reporting.Figures.Completion;

internal static class CompletionServices
{
    internal static WebApplicationBuilder AddCompletion(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestAges>();
        return builder;
    }
}
