namespace Ehcp.Reporting.Sums;

internal static class RecountCommand
{
    /// <summary>After <c>migrate</c>: what another release counted is counted again, once.</summary>
    internal static async Task CountOnceAsync(this WebApplication app)
    {
        if (!await app.Services.GetRequiredService<SumChanges>().IsCountedAsync(app.Lifetime.ApplicationStopping))
        {
            await app.RecountAsync();
        }
    }

    /// <summary>The command <c>recount</c>.</summary>
    internal static async Task RecountAsync(this WebApplication app)
    {
        var changes = await app.Services.GetRequiredService<SumChanges>().RecountAsync(app.Lifetime.ApplicationStopping);
        app.Logger.LogInformation("Counted {Changes} changes again", changes);
    }
}
