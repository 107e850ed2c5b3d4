namespace Ehcp.Scheduler.Sources;

internal static class SourceServices
{
    /// <summary>
    /// Watching who sends, from <c>Ehcp:Sources</c>. Needs <c>AddMails</c> and <c>AddReassignments</c>, whose own events are no source to wait for.
    /// </summary>
    internal static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SourceSettings>().BindConfiguration(SourceSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<HeardSources>().AddSingleton<SilentSources>().AddSingleton<TellSenders>();
        return builder;
    }
}
