using Ehcp.Reporting.Tests.Browser;
using Ehcp.TestKit;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Ehcp.Reporting.Tests.Browser;

/// <summary>The machine's own browser: started once, for the first test that needs it, and closed after the last. Every page has cookies of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Quietly =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Started = new(StartAsync);

    internal static string Executable => Environment.GetEnvironmentVariable("EHCP_TEST_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium";

    internal static async Task<IPage> NewPageAsync(int width) =>
        await (await Started.Value).Browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });

    /// <summary>A picture for the documentation, when asked for.</summary>
    internal static async Task SaveAsync(IPage page, int width, string name)
    {
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_IMAGES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(Checkout.Folder, folder, $"{name}{(width == 1280 ? "" : $"-{width}")}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Started.IsValueCreated)
        {
            var (playwright, browser) = await Started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, ChromiumSandbox = false, Args = Quietly }));
    }
}
