using System.Text.Json.Nodes;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ehcp.Hosting.Api;

/// <summary>Says what a route is for.</summary>
public static class DescribedRoutes
{
    /// <summary>Describes a route, and makes its parameters the only ones it takes.</summary>
    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder route, RouteText text)
    {
        route.WithName(text.Name).WithTags(text.Tag).WithSummary(text.Summary).WithDescription(text.Description).WithMetadata(text);
        foreach (var answer in text.Answers)
        {
            var isProblem = answer.Status >= 400 && answer.Type is null;
            var type = isProblem ? typeof(Problem) : answer.Type;
            var mediaType = answer.MediaType ?? (isProblem ? ApiDescription.ProblemJson : "application/json");
            if (type is null && answer.MediaType is null)
            {
                route.Produces(answer.Status);
            }
            else
            {
                route.Produces(answer.Status, type, mediaType);
            }
        }

        return route.AddOpenApiOperationTransformer((operation, context, cancellationToken) => DescribeAsync(operation, context, text, cancellationToken));
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, RouteText text, CancellationToken cancellationToken)
    {
        operation.Deprecated = text.Deprecated;
        foreach (var parameter in text.Parameters)
        {
            Describe(operation, parameter);
        }

        foreach (var status in text.Answers.GroupBy(answer => answer.Status))
        {
            if (operation.Responses?.GetValueOrDefault($"{status.Key}") is not OpenApiResponse response)
            {
                continue;
            }

            response.Description = string.Join(". ", status.Select(answer => answer.Meaning));
            foreach (var answer in status)
            {
                Exemplify(response, answer);
            }
        }

        if (text.Bodies.Count > 0)
        {
            var bound = operation.RequestBody?.Content;
            var content = new Dictionary<string, OpenApiMediaType>();
            foreach (var body in text.Bodies)
            {
                content[body.MediaType] = new OpenApiMediaType
                {
                    Schema = body.Type is { } type
                        ? await context.GetOrCreateSchemaAsync(type, null, cancellationToken)
                        : (bound is not null && bound.TryGetValue(body.MediaType, out var known) ? known.Schema : null)
                            ?? new OpenApiSchema { Type = JsonSchemaType.Object },
                    Example = body.Example.DeepClone(),
                };
            }

            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        }
    }

    private static void Describe(OpenApiOperation operation, RouteParameter parameter)
    {
        operation.Parameters ??= [];
        var described = operation.Parameters.OfType<OpenApiParameter>()
            .FirstOrDefault(one => string.Equals(one.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
        if (described is null)
        {
            operation.Parameters.Add(described = new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query });
        }

        var schema = new OpenApiSchema();
        parameter.Rule.Describe(schema);
        described.Schema = parameter.Several ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema;
        described.Description = $"{parameter.Meaning} {parameter.Rule.InWords}";
        described.Required = parameter.Required || described.In == ParameterLocation.Path;
        described.Deprecated = parameter.Deprecated;
        var example = schema.Type is JsonSchemaType.Integer or JsonSchemaType.Boolean
            ? JsonNode.Parse(parameter.Example)
            : JsonValue.Create(parameter.Example);
        described.Example = parameter.Several ? new JsonArray(example) : example;
    }

    private static void Exemplify(OpenApiResponse response, RouteAnswer answer)
    {
        if (answer.LinksNext)
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers["Link"] = new OpenApiHeader
            {
                Description = "The next page, where there is one (RFC 8288): its address, relative to that of this page.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = JsonValue.Create("<?limit=100&after=7>; rel=\"next\""),
            };
        }

        var mediaType = answer.MediaType ?? "application/json";
        if (answer.Example is { } example && response.Content is { } content && content.TryGetValue(mediaType, out var media))
        {
            media.Example = mediaType.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(example) : JsonValue.Create(example);
            if (mediaType.StartsWith("text/", StringComparison.Ordinal))
            {
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }
        }

        foreach (var other in answer.AlsoAs)
        {
            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            response.Content[other] = new OpenApiMediaType
            {
                // A file: a generator that is told no type takes it for anything, and the JSON beside it too.
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = other.StartsWith("text/", StringComparison.Ordinal) ? null : "binary" },
                Example = answer.ExamplesAs.TryGetValue(other, out var text) ? JsonValue.Create(text) : null,
            };
        }
    }
}
