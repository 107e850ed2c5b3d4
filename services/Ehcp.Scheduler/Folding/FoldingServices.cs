namespace Ehcp.Scheduler.Folding;

internal static class FoldingServices
{
    /// <summary>Taking in facts and folding the cases they are of. Needs <c>AddPlans</c>, <c>AddSources</c> and the outbox.</summary>
    internal static WebApplicationBuilder AddFolding(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TakeInFacts>().AddSingleton<FoldCases>().AddSingleton<Refold>();
        return builder;
    }
}
