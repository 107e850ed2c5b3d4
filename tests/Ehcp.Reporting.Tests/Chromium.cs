using Ehcp.TestKit;
using Microsoft.Playwright;

namespace Ehcp.Reporting.Tests;

/// <summary>The machine's own browser.</summary>
internal sealed class Chromium(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    private static readonly string[] Quietly =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    internal static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("EHCP_TEST_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = Quietly,
        }));
    }

    internal Task<IPage> NewPageAsync(int width) => browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });

    /// <summary>A picture for the documentation, when asked for.</summary>
    internal static async Task SaveAsync(IPage page, int width, string path)
    {
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_IMAGES") is { Length: > 0 } folder)
        {
            var name = path == "/" ? "dashboard" : path.StartsWith("/?", StringComparison.Ordinal) ? "authority" : path.Contains('?', StringComparison.Ordinal) ? "list" : path.Split('/')[1].TrimEnd('s');
            await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Folder, folder, $"{name}{(width == 1280 ? "" : $"-{width}")}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
