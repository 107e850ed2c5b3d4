using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Hosting.Telemetry;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Ehcp.Hosting.Api;

/// <summary><c>/openapi/v1.json</c>: what a service says of itself, and what every route of it can answer.</summary>
internal static class ApiDescription
{
    internal const string ProblemJson = "application/problem+json";
    private const string Bearer = "Bearer";

    internal static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", description =>
    {
        var names = new ConcurrentDictionary<string, Type>(StringComparer.Ordinal);
        description.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        description.CreateSchemaReferenceId = type => NameOf(type, names);
        description.AddSchemaTransformer(DescribeVocabulary);
        description.AddDocumentTransformer(IntroduceAsync);
        description.AddOperationTransformer(AddWhatEveryRouteAnswersAsync);
        description.AddSchemaTransformer(SchemaDetails.CompleteAsync);
    });

    /// <summary>A nested type is called after the one around it, so that two answers are two schemas; two types of one name are an error of ours.</summary>
    internal static string? NameOf(JsonTypeInfo type, ConcurrentDictionary<string, Type> names)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } name)
        {
            return null;
        }

        var bare = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        name = bare.DeclaringType is { } around && !name.StartsWith(around.Name, StringComparison.Ordinal) ? around.Name + name : name;
        return names.GetOrAdd(name, bare) == bare
            ? name
            : throw new InvalidOperationException($"Two types would be described as {name}: {names[name]} and {bare}. Give one of them a name of its own.");
    }

    // The framework cannot see what a converter writes.
    private static Task DescribeVocabulary(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (Code.AllOf(context.JsonTypeInfo.Type) is { IsEmpty: false } codes)
        {
            var mayBeNull = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null;
            schema.Type = mayBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Enum = [.. codes.Select(code => (JsonNode)JsonValue.Create(code)), .. mayBeNull ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];
        }

        return Task.CompletedTask;
    }

    private static Task IntroduceAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var service = context.ApplicationServices.GetRequiredService<ServiceName>().Value;
        document.Info.Title = $"EHCP deadline tracker: {service}";
        document.Info.Description = "Statutory deadlines of education, health and care plans. Every refusal is a problem (RFC 9457) of docs/problems.md. "
            + "Instants are in UTC and end with Z; days are London days.";
        document.Info.Version = Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+')[0] ?? "0";
        document.Info.Contact = new() { Name = "Whoever runs this service for the council" };
        document.Info.License = new() { Name = "MIT", Identifier = "MIT" };
        document.Servers = [new() { Url = "/" }];
        document.Tags = document.Paths.Values.SelectMany(path => path.Operations ?? [])
            .SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Reference.Id).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .Select(tag => new OpenApiTag { Name = tag, Description = tag }).ToHashSet();
        document.AddComponent<IOpenApiSecurityScheme>(ApiKeyAuthentication.Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyAuthentication.Header,
            Description = "A key that whoever runs the service has given out.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of the council's own issuer, where one is set.",
        });
        return Task.CompletedTask;
    }

    private static async Task AddWhatEveryRouteAnswersAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(nameof(Problem)) != true)
        {
            document.AddComponent(nameof(Problem), (IOpenApiSchema)await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
        }

        int[] own = [.. metadata.OfType<RouteText>().SelectMany(text => text.Answers).Where(answer => answer.Type is not null).Select(answer => answer.Status)];
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var takesBody = metadata.OfType<IAcceptsMetadata>().Any();
        if (!isOpen)
        {
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.Scheme, document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            ];
            Add(ProblemCatalogue.KeyMissingOrUnknown);
            Add(ProblemCatalogue.KeyNotAllowed);
            Add(ProblemCatalogue.TooManyRequests);
            Add(ProblemCatalogue.QuotaUsed);
            Add(ProblemCatalogue.TooManyWrongKeys);
        }

        // A name that no route has is refused everywhere, also where there is no parameter.
        Add(ProblemCatalogue.ParameterInvalid);
        foreach (var declared in metadata.OfType<IDeclareParameters>())
        {
            if (declared is { NamesVary: true, Parameters.Count: > 0 })
            {
                AddVaryingNames(operation);
            }

            var inPath = context.Description.RelativePath ?? "";
            if (declared.Parameters.Any(parameter => parameter.Rule == Takes.Authority
                && inPath.Contains($"{{{parameter.Name}}}", StringComparison.OrdinalIgnoreCase)))
            {
                Add(ProblemCatalogue.UnknownAuthority);
            }
        }

        foreach (var kind in metadata.OfType<RouteText>().SelectMany(text => text.Answers).Select(answer => answer.Kind).OfType<ProblemKind>())
        {
            Add(kind);
        }

        if (takesBody)
        {
            Add(ProblemCatalogue.TooLarge);
            Add(ProblemCatalogue.MediaType);
        }

        Add(ProblemCatalogue.Error);
        Add(ProblemCatalogue.Unavailable);

        void Add(ProblemKind kind)
        {
            operation.Responses ??= [];
            if (!operation.Responses.TryGetValue($"{kind.Status}", out var known) || known is not OpenApiResponse response)
            {
                operation.Responses[$"{kind.Status}"] = response = new OpenApiResponse { Description = kind.Title };
            }

            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            if (!response.Content.ContainsKey(ProblemJson))
            {
                if (!own.Contains(kind.Status))
                {
                    response.Content.Remove("application/json"); // what the framework supposes of a refusal
                }
            }

            var json = ContentOf(response, ProblemJson);
            json.Schema = new OpenApiSchemaReference(nameof(Problem), document);
            json.Examples ??= new Dictionary<string, IOpenApiExample>();
            json.Examples.TryAdd(kind.Urn[(kind.Urn.LastIndexOf(':') + 1)..], new OpenApiExample { Summary = kind.Title, Value = ExampleOf(kind) });
            var page = ContentOf(response, "text/html");
            page.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            page.Example = "<!doctype html>…";
        }
    }

    private static OpenApiMediaType ContentOf(OpenApiResponse response, string mediaType)
    {
        if (!response.Content!.TryGetValue(mediaType, out var content))
        {
            response.Content[mediaType] = content = new OpenApiMediaType();
        }

        return content;
    }

    private static JsonObject ExampleOf(ProblemKind kind) =>
        new() { ["type"] = kind.Urn, ["title"] = kind.Title, ["status"] = kind.Status, ["detail"] = kind.Detail };

    private static void AddVaryingNames(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "others",
            In = ParameterLocation.Query,
            Style = ParameterStyle.Form,
            Explode = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } },
            Description =
                "Further parameters, each under its own name. Which there are depends on the question, and a wrong name is refused with those that there are.",
            Example = new JsonObject { ["authority"] = "E08000025" },
        });
    }
}
