namespace Ehcp.Scheduler.Plans;

internal static class PlanServices
{
    /// <summary>What is still to be told of each clock, and the alerts that come of it. Needs <c>AddPolicy</c>, the database and the outbox.</summary>
    internal static WebApplicationBuilder AddPlans(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AlertPlans>().AddSingleton<DueRungs>().AddSingleton<AnnounceBreaches>();
        return builder;
    }
}
