using System.Net;
using Ehcp.Reporting.Tests.Browser;
using Ehcp.TestKit.Api;
using Ehcp.TestKit.Servers;
using Microsoft.Playwright;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.SignIn;

/// <summary>People in a real browser, at a real issuer.</summary>
public sealed class SignInTests(SignInTests.Council council) : IClassFixture<SignInTests.Council>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // An officer sees their own team's cases, a manager their authority's; a case of another authority looks like one that is not there.
    [Theory]
    [InlineData("olivia.officer", "NORTH-1")]
    [InlineData("oscar.officer")]
    [InlineData("maya.manager", "NORTH-1", "SOUTH-1", "NOBODYS-1")]
    [InlineData("dora.data", "NORTH-1", "SOUTH-1", "NOBODYS-1")]
    [InlineData("ada.auditor", "NORTH-1", "SOUTH-1", "NOBODYS-1")]
    [InlineData("marc.of-dudley", "DUDLEY-1")]
    public async Task Everybody_sees_the_cases_of_their_role(string person, params string[] cases)
    {
        var page = await SignedInAsync(person);

        var seen = new List<string>();
        foreach (
            var (authority, reference) in new[] { ("E08000025", "NORTH-1"), ("E08000025", "SOUTH-1"), ("E08000025", "NOBODYS-1"), ("E08000027", "DUDLEY-1") })
        {
            var answer = await page.GotoAsync(Url($"/cases/{authority}/{reference}"));
            if (answer!.Status == 200)
            {
                seen.Add(reference);
            }
            else
            {
                Assert.Equal(404, answer.Status);
                Assert.DoesNotContain("team", await page.InnerTextAsync("main"), StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal(cases, seen);
    }

    [Theory]
    [InlineData("olivia.officer", 1)]
    [InlineData("oscar.officer", 0)]
    [InlineData("maya.manager", 3)]
    [InlineData("marc.of-dudley", 1)]
    public async Task Everybody_lists_the_cases_of_their_role(string person, int requests)
    {
        var page = await SignedInAsync(person);

        await page.GotoAsync(Url("/cases"));
        var answer = await (await page.APIRequest.GetAsync(Url("/v1/requests"))).JsonAsync();

        Assert.Equal($"Open requests: {requests}", await page.InnerTextAsync("h1"));
        Assert.Equal(requests, answer!.Value.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_return_is_for_those_who_see_the_whole_authority()
    {
        var (officer, manager) = (await SignedInAsync("olivia.officer"), await SignedInAsync("maya.manager"));

        foreach (var path in new[] { ProblemRequest.OfKind("whole-authority-only").Path, "/v1/sen2/assessments", "/v1/sen2/pre-flight" })
        {
            var refused = await officer.APIRequest.GetAsync(Url(path));
            Assert.Equal(403, refused.Status);
            Assert.Equal("urn:ehcp:whole-authority-only", (await refused.JsonAsync())!.Value.GetProperty("type").GetString());
            Assert.Equal(200, (await manager.APIRequest.GetAsync(Url(path))).Status);
        }
    }

    [Fact]
    public async Task A_case_of_another_team_is_none_that_could_be_finished()
    {
        var officer = await SignedInAsync("olivia.officer");

        var own = await AskAsync("NORTH-1");
        var others = await AskAsync("SOUTH-1");

        Assert.Equal(200, own.Status);
        Assert.Equal(400, others.Status);
        Assert.Contains("SOUTH-1: no such case.", await others.TextAsync(), StringComparison.Ordinal);

        Task<IAPIResponse> AskAsync(string reference) => officer.APIRequest.PostAsync(
            Url("/v1/what-if"), new() { DataObject = new { cases = new[] { reference } } });
    }

    [Fact]
    public async Task Without_a_role_nothing_is_shown_and_the_page_says_what_to_do()
    {
        var page = await SignedInAsync("nobody.yet");

        var answer = await page.GotoAsync(Url("/"));

        Assert.Equal(403, answer!.Status);
        Assert.Contains("You are signed in as nobody.yet, and your role does not include it.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_opens_a_link_comes_back_to_it_signed_in()
    {
        var page = await Chromium.NewPageAsync(1280);

        await page.GotoAsync(Url("/cases/E08000025/NORTH-1"));
        Assert.Equal("Who are you?", await page.InnerTextAsync("h1"));
        await page.ClickAsync("text=maya.manager");

        Assert.Equal("Case NORTH-1", await page.InnerTextAsync("h1"));
        Assert.EndsWith("/cases/E08000025/NORTH-1", page.Url, StringComparison.Ordinal);
        Assert.Contains("maya.manager", await page.InnerTextAsync("header"), StringComparison.Ordinal);
        await Accessible.AssertAsync(page);
        await Accessible.WalkAsync(page);
        await page.GotoAsync(Url("/cases/E08000027/DUDLEY-1"));
        await Accessible.AssertAsync(page);
        await Chromium.SaveAsync(page, 1280, "no-such-case");
        await Accessible.WalkAsync(page);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_leaves_the_public_page()
    {
        var page = await SignedInAsync("maya.manager");

        await page.GotoAsync(Url("/"));
        await page.ClickAsync("text=Sign out");

        await page.WaitForURLAsync(Url("/calculator"));
        Assert.Equal("Calculate deadlines", await page.InnerTextAsync("h1"));
        await page.GotoAsync(Url("/"));
        Assert.Equal("Who are you?", await page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task A_page_of_somebody_else_cannot_sign_anybody_out()
    {
        var page = await SignedInAsync("maya.manager");
        var cookies = await page.Context.CookiesAsync();
        using var client = council.Reporting.Client(key: null);
        using var forged = new HttpRequestMessage(HttpMethod.Post, new Uri("/sign-out", UriKind.Relative));
        forged.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));

        using var answer = await client.SendAsync(forged, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var page = await SignedInAsync("maya.manager");

        var cookies = await page.Context.CookiesAsync();

        var session = cookies.Where(cookie => cookie.Name.StartsWith("__Host-ehcp-session", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(session);
        Assert.All(session, cookie => Assert.Equal((true, true, SameSiteAttribute.Lax, "/"), (cookie.HttpOnly, cookie.Secure, cookie.SameSite, cookie.Path)));
    }

    [Fact]
    public async Task The_figures_behind_the_page_may_be_fetched_with_the_session_and_only_for_ones_own_authority()
    {
        var page = await SignedInAsync("maya.manager");

        Assert.Equal(200, (await page.APIRequest.GetAsync(Url("/v1/rates"))).Status);
        Assert.Equal(200, (await page.APIRequest.GetAsync(Url("/v1/rates?authority=330"))).Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync(Url("/v1/rates?authority=332"))).Status);
    }

    [Fact]
    public async Task A_program_without_a_key_is_told_so_and_not_led_to_a_page()
    {
        using var client = council.Reporting.Client(key: null);

        using var answer = await client.GetAsync(new Uri("/v1/rates", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_sign_in_that_was_not_started_here_is_refused_on_a_page()
    {
        var page = await Chromium.NewPageAsync(1280);

        var answer = await page.GotoAsync(Url("/sign-in/callback?code=stolen&state=forged"));

        Assert.Equal(400, answer!.Status);
        Assert.Equal("You are not signed in", await page.InnerTextAsync("h1"));
        await Accessible.AssertAsync(page);
        await Accessible.WalkAsync(page);
    }

    private string Url(string path) => council.Url(path);

    private Task<IPage> SignedInAsync(string person) => council.SignedInAsync(person);

    /// <summary>An issuer, its people, and a service that trusts it.</summary>
    public sealed class Council : IAsyncLifetime
    {
        private OpenIdIssuer _issuer = null!;

        internal RunningReporting Reporting { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _issuer = await OpenIdIssuer.StartAsync(
            [
                new("olivia.officer", ["officer"], ["E08000025"], ["North"]),
                new("oscar.officer", ["officer"], ["E08000025"], []),
                new("maya.manager", ["manager"], ["330"], []),
                new("dora.data", ["data-officer"], ["E08000025"], []),
                new("ada.auditor", ["auditor"], ["E08000025"], []),
                new("nobody.yet", [], ["E08000025"], []),
                new("marc.of-dudley", ["manager"], ["E08000027"], []),
            ]);
            Reporting = await RunningReporting.StartAsync(broker: null, "Production", host =>
            {
                host.UseSetting("Ehcp:SignIn:Issuer", _issuer.Address.AbsoluteUri);
                host.UseSetting("Ehcp:SignIn:ClientId", OpenIdIssuer.ClientId);
                host.UseSetting("Ehcp:SignIn:ClientSecret", OpenIdIssuer.ClientSecret);
            });
            Reporting.Clock.AdjustTime(TimeProvider.System.GetUtcNow()); // the browser's clock and the issuer's are real
            await Reporting.KnowsAsync(
                Case("NORTH-1", Birmingham, Request("2026-03-25") with { Team = "North" }) with { Team = "North" },
                Case("SOUTH-1", Birmingham, Request("2026-03-25") with { Team = "South" }) with { Team = "South" },
                Case("NOBODYS-1", Birmingham, Request("2026-03-25")),
                Case("DUDLEY-1", Dudley, Request("2026-03-25") with { Team = "North" }) with { Team = "North" });
        }

        public async ValueTask DisposeAsync()
        {
            await Reporting.StopAsync();
            await _issuer.DisposeAsync();
        }

        internal string Url(string path) => new Uri(Reporting.ClientOptions.BaseAddress, path).AbsoluteUri;

        internal async Task<IPage> SignedInAsync(string person)
        {
            var page = await Chromium.NewPageAsync(1280);
            await page.GotoAsync(Url("/"));
            await page.ClickAsync($"text={person}");
            return page;
        }
    }
}
