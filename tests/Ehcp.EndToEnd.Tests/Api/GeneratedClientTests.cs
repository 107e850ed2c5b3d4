using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.EndToEnd.Tests.Deployments;
using Ehcp.EndToEnd.Tests.Newcomer;
using Ehcp.TestKit;
using NJsonSchema;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Ehcp.EndToEnd.Tests.Api;

/// <summary>What is generated of the clients is what the services' descriptions give today. EHCP_WRITE_DOCS=1 writes it again.</summary>
[Collection<DescribedDeployment>]
public sealed class GeneratedClientTests(Deployment deployment)
{
    private static readonly NodeTool Npm = new("Api", "Npm");

    [Theory]
    [InlineData("Intake")]
    [InlineData("Scheduler")]
    [InlineData("Reporting")]
    public async Task The_client_for_dotnet_is_generated_from_what_is_served(string service) =>
        Is(Path.Combine("services", "Ehcp.Client", "Generated", $"{service}Client.cs"), await ForDotnetAsync(service));

    [Theory]
    [InlineData("Intake")]
    [InlineData("Scheduler")]
    [InlineData("Reporting")]
    public async Task The_client_for_npm_is_generated_from_what_is_served(string service)
    {
        var (served, made) = (Path.Combine(Npm.Folder, $"{service}.json"), Path.Combine(Npm.Folder, $"{service}.ts"));
        await File.WriteAllTextAsync(served, await DescribedDeployment.DocumentAsync(deployment, service), TestContext.Current.CancellationToken);
        await Npm.RunAsync(
            new Dictionary<string, string>(), "node_modules/openapi-typescript/bin/cli.js", served, "--output", made, "--empty-objects-unknown");

        Is(Path.Combine("services", "ehcp-client-npm", "src", "generated", $"{service.ToLowerInvariant()}.ts"),
            await File.ReadAllTextAsync(made, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_events_of_the_client_for_npm_are_generated_from_the_schemas_that_are_served()
    {
        using var http = new HttpClient { BaseAddress = deployment.Intake.Url };
        var types = JsonNode.Parse(await http.GetStringAsync("/v1/schemas", TestContext.Current.CancellationToken))!["types"]!.AsArray();
        var text = new StringBuilder("/** The data of each type of event. Generated from the schemas that Intake serves. */\nexport interface EventData {\n");
        foreach (var type in types)
        {
            var schema = JsonNode.Parse(await http.GetStringAsync((string)type!["schema"]!, TestContext.Current.CancellationToken))!;
            var required = schema["required"]!.AsArray().Select(name => (string)name!).ToHashSet();
            text.Append(null, $"  '{type["type"]}': {{\n");
            foreach (var (name, field) in schema["properties"]!.AsObject())
            {
                text.Append((string?)field!["description"] is { } words ? $"    /** {words} */\n" : "");
                text.Append(null, $"    {name}{(required.Contains(name) ? "" : "?")}: {InTypeScript(field)};\n");
            }

            text.Append("  };\n");
        }

        Is(Path.Combine("services", "ehcp-client-npm", "src", "generated", "events.ts"), text.Append("}\n").ToString());
    }

    private static string InTypeScript(JsonNode field) =>
        field["enum"] is JsonArray codes ? string.Join(" | ", codes.Select(code => $"'{code}'"))
        : (string?)field["type"] switch
        {
            "array" => $"({InTypeScript(field["items"]!)})[]",
            "integer" => "number",
            var type => type!,
        };

    private static void Is(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("EHCP_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Checkout.Folder, file), text);
        }

        Assert.True(Documents.Exists(file) && text == Documents.Read(file), $"{file} is not what is served; EHCP_WRITE_DOCS=1 and this test write it anew.");
    }

    private async Task<string> ForDotnetAsync(string service)
    {
        var document = await OpenApiDocument.FromJsonAsync(
            await DescribedDeployment.DocumentAsync(deployment, service), TestContext.Current.CancellationToken);
        if (document.Paths.TryGetValue("/v1/events", out var events))
        {
            events.Remove("post"); // EventSender is for it, which tells an event and a batch apart
        }

        foreach (var operation in document.Operations.Select(each => each.Operation))
        {
            Name(document, operation);
        }

        if (document.Components.Schemas.TryGetValue(nameof(Fact), out var fact))
        {
            fact.AnyOf.Clear();
            fact.DiscriminatorObject = null;
            fact.IsAbstract = true;
        }

        foreach (var kind in document.Components.Schemas.Keys.Where(IsOfTheWire)
            .Where(name => name != nameof(Fact) && WireType(name) is not { IsEnum: true }).ToList())
        {
            document.Components.Schemas.Remove(kind);
        }

        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = $"{service}Client",
            ExceptionClass = $"{service}Exception",
            InjectHttpClient = true,
            DisposeHttpClient = false,
            UseBaseUrl = false,
            AdditionalNamespaceUsages = ["Ehcp.Contracts"],
            GenerateOptionalParameters = true,
            ParameterDateTimeFormat = "O", // with its offset, which an instant has
            ResponseArrayType = "System.Collections.Generic.IReadOnlyList",
            CSharpGeneratorSettings =
            {
                Namespace = $"Ehcp.Client.{service}",
                ExcludedTypeNames = [.. document.Components.Schemas.Keys.Where(IsOfTheWire)],
                JsonLibrary = CSharpJsonLibrary.SystemTextJson,
                JsonLibraryVersion = 10,
                GenerateNullableReferenceTypes = true,
                GenerateOptionalPropertiesAsNullable = true,
                GenerateDataAnnotations = false,
                DateType = "System.DateOnly",
                ArrayType = "System.Collections.Generic.IReadOnlyList",
                ArrayInstanceType = "System.Collections.Generic.List",
                ArrayBaseType = "System.Collections.Generic.List",
            },
        };
        return string.Join('\n', new CSharpClientGenerator(document, settings).GenerateFile().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
            .TrimEnd() + "\n";
    }

    // What has no name of its own in the description gets one of its operation: a number would be another one after the next route.
    private static void Name(OpenApiDocument document, OpenApiOperation operation)
    {
        // A form is for browsers: it holds what the query has, which would be two parameters of one name.
        operation.RequestBody?.Content.Remove("multipart/form-data");
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Schema is { HasReference: false, IsEnumeration: true }))
        {
            parameter.Schema = Named(document, operation.OperationId + char.ToUpperInvariant(parameter.Name[0]) + parameter.Name[1..], parameter.Schema);
        }

        foreach (var content in operation.Responses.Values.SelectMany(response => response.Content.Values).Where(content => content.Schema?.AnyOf.Count > 1))
        {
            content.Schema = Named(document, operation.OperationId + "Answer", content.Schema);
        }
    }

    // What is read of a case's facts is what was sent: the records and words of the wire, which the client has already.
    private static bool IsOfTheWire(string schema) =>
        schema == nameof(Fact) || (schema.StartsWith(nameof(Fact), StringComparison.Ordinal) && WireType(schema[nameof(Fact).Length..]) is not null)
        || WireType(schema) is { IsEnum: true };

    private static Type? WireType(string name) => typeof(Fact).Assembly.GetType($"{typeof(Fact).Namespace}.{name}");

    private static JsonSchema Named(OpenApiDocument document, string name, JsonSchema schema)
    {
        document.Components.Schemas[name] = schema;
        return new() { Reference = schema };
    }
}
