using CsCheck;
using Ehcp.Contracts;
using Json.Schema;

namespace Ehcp.Intake.Tests.Schemas;

public sealed class SchemaTests(RunningIntake intake) : IClassFixture<RunningIntake>
{
    public static TheoryData<string> Types => [.. FactCatalogue.All.Select(type => type.Name)];

    [Theory, MemberData(nameof(Types))]
    public async Task What_is_accepted_fits_the_schema(string name)
    {
        var type = FactCatalogue.All.Single(known => known.Name == name);
        var schema = JsonSchema.FromText((await intake.GetAsync($"/v1/schemas/{type.WireType}", key: null)).Text);

        AnyEvent.Of(type).Sample(data => schema.Evaluate(data).IsValid, iter: 50, threads: 1);
        Assert.False(schema.Evaluate(AnyEvent.Data(name).DeepClone().AsObject().With("childName", "Jane")).IsValid);
        Assert.False(schema.Evaluate(AnyEvent.Data(name).With("authority", null)).IsValid);
    }

    [Fact]
    public async Task Every_type_is_listed_with_its_schema()
    {
        var list = (await intake.GetAsync("/v1/schemas", key: null)).Json["types"]!.AsArray();

        Assert.Equal(FactCatalogue.All.Select(type => type.WireType), list.Select(link => (string?)link!["type"]));
        Assert.All(list, link => Assert.Equal($"/v1/schemas/{link!["type"]}", (string?)link["schema"]));
    }

    [Fact]
    public async Task A_schema_says_what_it_is()
    {
        var answer = await intake.GetAsync("/v1/schemas/ehcp.request-received.v1", key: null);

        Assert.Equal((200, "application/schema+json"), (answer.Status, answer.MediaType));
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)answer.Json["$schema"]);
        Assert.Equal("""["authority","receivedOn"]""", answer.Json["required"]!.ToJsonString());
        Assert.Equal(404, (await intake.GetAsync("/v1/schemas/request-received", key: null)).Status);
    }

    [Fact]
    public async Task The_description_of_the_API_tells_every_answer()
    {
        var post = (await intake.GetAsync("/openapi/v1.json", key: null)).Json["paths"]!["/v1/events"]!["post"]!;

        Assert.Equal(
            ["200", "202", "400", "403", "409", "413", "415", "422", "429", "500", "503"],
            post["responses"]!.AsObject().Select(answer => answer.Key).Where(status => status != "401").Order());
        Assert.NotNull(post["requestBody"]!["content"]!["application/cloudevents+json"]!["example"]);
        Assert.NotNull(post["responses"]!["422"]!["content"]!["application/problem+json"]);
    }
}
