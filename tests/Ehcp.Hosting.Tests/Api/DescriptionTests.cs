using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Hosting.Keys;

namespace Ehcp.Hosting.Tests.Api;

public sealed class DescriptionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_parameter_is_described_by_the_rule_that_it_is_read_by()
    {
        var operation = (await DocumentAsync())["paths"]!["/v1/described/{authority}"]!["get"]!;

        var state = operation["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "state")!;
        Assert.Equal("""["open","closed"]""", state["schema"]!["enum"]!.ToJsonString());
        Assert.True((bool?)state["required"]);
        Assert.Equal("Only those. Must be one of open, closed.", (string?)state["description"]);
        Assert.Equal("open", (string?)state["example"]);
        Assert.Equal("[\"Tests\"]", operation["tags"]!.ToJsonString());
        Assert.Equal("E08000025", (string?)operation["responses"]!["200"]!["content"]!["application/json"]!["example"]![0]);
    }

    [Fact]
    public async Task What_every_route_may_answer_is_added_by_itself()
    {
        var document = await DocumentAsync();

        Assert.Equal(["200", "400", "404", "500", "503"], Statuses(document["paths"]!["/v1/described/{authority}"]!["get"]!));
        Assert.Equal(["200", "400", "413", "415", "500", "503"], Statuses(document["paths"]!["/v1/acts"]!["post"]!));
        Assert.Equal(["200", "400", "401", "403", "429", "500", "503"], Statuses(document["paths"]!["/who"]!["get"]!));
        Assert.Equal(
            "#/components/schemas/Problem",
            (string?)document["paths"]!["/v1/described/{authority}"]!["get"]!["responses"]!["404"]!["content"]!["application/problem+json"]!["schema"]!["$ref"]);
        Assert.Equal(["detail", "errors", "status", "title", "type"], document["components"]!["schemas"]!["Problem"]!["properties"]!.AsObject()
            .Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_number_is_a_number_and_a_nested_type_is_called_after_the_one_around_it()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.Equal("integer", (string?)schemas["SmallServiceAct"]!["properties"]!["count"]!["type"]);
        Assert.NotNull(schemas["SmallServiceActed"]);
    }

    [Fact]
    public async Task It_says_who_it_is_and_how_to_come_in()
    {
        var document = await DocumentAsync();

        Assert.Equal("EHCP deadline tracker: test", (string?)document["info"]!["title"]);
        Assert.Equal("MIT", (string?)document["info"]!["license"]!["name"]);
        Assert.NotNull(document["info"]!["contact"]!["name"]);
        Assert.NotEqual("1.0.0", (string?)document["info"]!["version"]);
        Assert.Equal("/", (string?)document["servers"]![0]!["url"]);
        Assert.Equal(["ApiKey", "Bearer"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key));
    }

    [Fact]
    public void Two_types_of_one_name_are_refused()
    {
        var names = new ConcurrentDictionary<string, Type>();

        Assert.Equal("OneAnswer", Hosting.Api.ApiDescription.NameOf(JsonSerializerOptions.Web.GetTypeInfo(typeof(One.Answer)), names));
        Assert.Equal("TwoAnswer", Hosting.Api.ApiDescription.NameOf(JsonSerializerOptions.Web.GetTypeInfo(typeof(Two.Answer)), names));
        Assert.Equal("OneAnswer", Hosting.Api.ApiDescription.NameOf(JsonSerializerOptions.Web.GetTypeInfo(typeof(One.Answer)), names));
        var clash = Assert.Throws<InvalidOperationException>(
            () => Hosting.Api.ApiDescription.NameOf(JsonSerializerOptions.Web.GetTypeInfo(typeof(OneAnswer)), names));
        Assert.Contains("OneAnswer", clash.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> DocumentAsync()
    {
        await using var service = await SmallService.StartAsync("Production", SmallService.KeyWith(Scopes.ReadCases));
        return JsonNode.Parse(await service.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel))!;
    }

    private static IEnumerable<string> Statuses(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal);

    private static class One
    {
        internal sealed record Answer(int Number);
    }

    private static class Two
    {
        internal sealed record Answer(string Text);
    }
}

internal sealed record OneAnswer(bool Yes);
