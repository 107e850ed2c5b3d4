using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Telemetry;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Ehcp.Hosting.Api;

internal static class ApiDescription
{
    internal static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", description =>
    {
        description.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        description.AddDocumentTransformer((document, context, _) =>
        {
            document.Info.Title = $"EHCP deadline tracker: {context.ApplicationServices.GetRequiredService<ServiceName>().Value}";
            document.AddComponent<IOpenApiSecurityScheme>(ApiKeyAuthentication.Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyAuthentication.Header,
            });
            return Task.CompletedTask;
        });
        description.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.Scheme, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
    });
}
