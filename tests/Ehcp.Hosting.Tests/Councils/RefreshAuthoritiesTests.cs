using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Hosting.Councils;
using Ehcp.Hosting.Keys;
using Ehcp.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Tests.Councils;

/// <summary>The list of authorities is the process's, so these tests add one that nobody else has, and take it away again.</summary>
public sealed class RefreshAuthoritiesTests : IDisposable
{
    private const string Added = "981,Newshire,2026-04-01,,E06009981,\n";

    private static readonly string Shipped = Read();

    private readonly string _file = Path.GetTempFileName();
    private readonly LogLines _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Authorities.Use(AuthorityList.Shipped);
        File.Delete(_file);
        _log.Dispose();
    }

    [Fact]
    public async Task A_list_in_a_file_is_there_before_any_setting_is_read()
    {
        await File.WriteAllTextAsync(_file, Shipped + Added, Stop);

        await using var app = SmallService.Build("Production", _log, ("Ehcp:Authorities:Source", _file));

        Assert.Equal("Newshire", Authorities.Find("981")?.Name);
    }

    [Fact]
    public async Task A_newer_list_is_used_without_a_restart_and_shown_to_everybody()
    {
        await File.WriteAllTextAsync(_file, Shipped, Stop);
        await using var service = await SmallService.StartAsync("Development", ("Ehcp:Authorities:Source", _file));
        Assert.Null(Authorities.Find("981"));
        await File.WriteAllTextAsync(_file, Shipped + Added, Stop);

        await service.App.Services.GetRequiredService<RefreshAuthorities>().RefreshAsync(Stop);

        var answer = (await service.Client.GetFromJsonAsync<JsonNode>(new Uri("/v1/authorities", UriKind.Relative), Stop))!;
        var shown = answer["authorities"]!.AsArray().Single(one => (string?)one!["code"] == "E06009981")!;
        Assert.Equal(("981", "2026-04-01", Authorities.Current.Edition), ((string?)shown["dfeCode"], (string?)shown["from"], (string?)answer["edition"]));
        var cumbria = answer["authorities"]!.AsArray().Single(one => (string?)one!["dfeCode"] == "909")!;
        Assert.Equal(
            ("2023-03-31", "942 0.55, 943 0.45"),
            ((string?)cumbria["to"], string.Join(", ", cumbria["successors"]!.AsArray().Select(next => $"{next!["dfeCode"]} {next["share"]}"))));
        var metrics = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        Assert.Matches($"ehcp_authorities_known\\{{[^}}]*edition=\"{Authorities.Current.Edition}\"[^}}]*\\}} 159", metrics);
        Assert.Contains("ehcp_authorities_refused", metrics, StringComparison.Ordinal);
        Assert.False(service.App.Services.GetRequiredService<RefreshAuthorities>().IsRefused);
    }

    [Fact]
    public async Task A_newer_list_may_come_from_an_address()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/authorities.csv", () => Results.Text(Shipped + Added, "text/csv"));
        await server.StartAsync(Stop);

        await using var app = SmallService.Build("Production", _log, ("Ehcp:Authorities:Source", server.Urls.Single() + "/authorities.csv"));

        Assert.Equal("E06009981", Authorities.Find("981")?.OnsCode);
    }

    [Theory]
    [InlineData("not a list")]
    [InlineData("dfe_code,name,from,former_to,ons_codes,successors\n330,Birmingham,,,E08000025,\n")] // one of 158
    public async Task A_list_that_is_not_whole_changes_nothing_and_is_told(string text)
    {
        await File.WriteAllTextAsync(_file, text, Stop);
        await using var service = await SmallService.StartAsync("Development", ("Ehcp:Authorities:Source", _file));

        await Assert.ThrowsAsync<FormatException>(() => service.App.Services.GetRequiredService<RefreshAuthorities>().RefreshAsync(Stop));

        Assert.Same(AuthorityList.Shipped, Authorities.Current);
        await Until.TrueAsync(() => service.Log.Lines.Any(line => line.Contains("The list of authorities could not be refreshed", StringComparison.Ordinal)),
            cancellationToken: Stop);
        Assert.True(service.App.Services.GetRequiredService<RefreshAuthorities>().IsRefused);
    }

    [Fact]
    public async Task A_source_that_is_no_file_and_not_encrypted_is_refused_at_the_start()
    {
        await using var app = SmallService.Build("Production", _log, ("Ehcp:Authorities:Source", "http://example.org/authorities.csv"));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Stop));

        Assert.Contains("Ehcp:Authorities:Source must be a file's path or an https address.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_for_an_authority_that_is_known_later_holds_from_then_on()
    {
        var caller = new Caller("key:a", "a", new Grant([Scopes.ReadCases], ["981"]));
        Assert.False(caller.For(Scopes.ReadCases).Sees("E06009981"));

        Authorities.Use(AuthorityList.Shipped.With(AuthorityList.Parse(Shipped + Added)));

        Assert.True(caller.For(Scopes.ReadCases).Sees("E06009981"));
        Assert.Contains("E06009981", new Caller("key:b", "b", new Grant([Scopes.ReadCases], ["*"])).For(Scopes.ReadCases).WholeAuthorities);
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(AuthorityList).Assembly.GetManifestResourceStream("LocalAuthoritiesEngland.csv")!);
        return reader.ReadToEnd();
    }
}
