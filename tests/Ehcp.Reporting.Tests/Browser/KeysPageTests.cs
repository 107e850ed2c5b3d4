using System.Text;
using Microsoft.Playwright;

namespace Ehcp.Reporting.Tests.Browser;

/// <summary>The page of keys, which every service has, in a real browser with scripts switched off.</summary>
public sealed class KeysPageTests
{
    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task A_key_is_made_and_revoked_by_everyone(int width)
    {
        await using var reporting = await RunningReporting.StartAsync(broker: null, "Production");
        var page = await Chromium.NewPageAsync(width);
        await page.Context.SetExtraHTTPHeadersAsync(
            [new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{RunningReporting.AdminKey}")))]);

        await OpenAsync(page, new Uri(reporting.ClientOptions.BaseAddress, "/keys").ToString());
        await page.GetByLabel("Name").FillAsync("a b");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await AssertAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Name: Must be 1 to 64" }).ClickAsync();
        Assert.Equal("name", await page.EvaluateAsync<string>("() => document.activeElement.id || document.querySelector(':target').id"));

        await page.GetByLabel("Name").FillAsync("operator");
        await page.GetByLabel("operate:").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Chromium.SaveAsync(page, width, "keys");
        await AssertAsync(page);
        Assert.StartsWith("ehcp_", await page.Locator("code").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "operator" }).ClickAsync();
        await AssertAsync(page);
        await page.GetByLabel("I am sure").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the key" }).ClickAsync();
        Assert.Contains("revoked", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await AssertAsync(page);
    }

    private static async Task OpenAsync(IPage page, string address)
    {
        var answer = await page.GotoAsync(address);
        Assert.Equal(200, answer!.Status);
        await AssertAsync(page);
    }

    // Scripts of the page are not run anyway: its policy lets none.
    private static async Task AssertAsync(IPage page)
    {
        Assert.Equal(0, await page.Locator("script").CountAsync());
        await Accessible.WalkAsync(page);
        await Accessible.AssertAsync(page);
    }
}
