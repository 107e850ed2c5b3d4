using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Folding;

internal static class RefoldCommand
{
    /// <summary>The command <c>refold</c>.</summary>
    internal static async Task RefoldAsync(this WebApplication app)
    {
        var rules = app.Services.GetRequiredService<LawInForce>().Current.Timetable.Release;
        var (cases, changed) = await app.Services.GetRequiredService<Refold>().RunAsync(app.Lifetime.ApplicationStopping);
        app.Logger.LogInformation("Folded {Cases} cases again under rules {Rules}; {Changed} changed and are announced", cases, rules, changed);
    }
}
