using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.Parameters;

internal static class ParameterServices
{
    /// <summary>Bodies are read to the letter: unknown, repeated and wrongly written members are refused, and numbers are numbers.</summary>
    internal static void AddParameters(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            var options = json.SerializerOptions;
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.AllowDuplicateProperties = false;
            options.PropertyNameCaseInsensitive = false;
            options.NumberHandling = JsonNumberHandling.Strict;
            options.RespectRequiredConstructorParameters = true;
            options.RespectNullableAnnotations = true;
            options.Converters.Add(new PlainTextConverter());
            options.Converters.Add(new InstantConverter());
        });
        builder.Services.PostConfigure<JsonOptions>(json =>
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithAddedModifier(NullMayBeLeftOut));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<RefusedBodies>();
    }

    // What may be null may as well be left out.
    private static void NullMayBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { IsRequired: true, IsSetNullable: true, AssociatedParameter.IsNullable: true })
            {
                property.IsRequired = false;
            }
        }
    }

    /// <summary>Reads query and path of every route before its handler does. Call it after authorisation: who may not ask is told nothing else.</summary>
    internal static void UseParameters(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return next(context);
        }

        // A refused body is read once more, to tell all that is wrong with it.
        if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
        {
            context.Request.EnableBuffering();
        }

        // Most events come without either, and pay nothing.
        return (context.Request.QueryString.HasValue || context.Request.RouteValues.Count > 0 || HttpMethods.IsGet(context.Request.Method))
            && RouteReader.Of(endpoint).Refusal(context) is { } refusal
                ? refusal.ExecuteAsync(context)
                : next(context);
    });

    /// <summary>What the framework could not bind, as a problem of ours.</summary>
    private sealed class RefusedBodies(IOptions<JsonOptions> json) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (exception is not BadHttpRequestException bad)
            {
                return false;
            }

            var answer = bad.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => ProblemCatalogue.TooLarge.Answer(),
                StatusCodes.Status415UnsupportedMediaType => ProblemCatalogue.MediaType.Answer(),
                StatusCodes.Status400BadRequest when Accepted(httpContext) is { } type =>
                    await OfBodyAsync(httpContext, type, bad.InnerException as JsonException, cancellationToken),
                _ => ProblemCatalogue.BadRequest.Answer(),
            };
            await answer.ExecuteAsync(httpContext);
            return true;
        }

        private static Type? Accepted(HttpContext context) =>
            (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

        private async Task<ProblemHttpResult> OfBodyAsync(HttpContext context, Type type, JsonException? thrown, CancellationToken cancellationToken)
        {
            var body = context.Request.Body;
            if (!body.CanSeek)
            {
                return ProblemCatalogue.BadRequest.Answer();
            }

            body.Position = 0;
            if (thrown is null && body.Length == 0)
            {
                return ProblemCatalogue.BodyMissing.Answer();
            }

            try
            {
                using var sent = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
                if (sent.RootElement.ValueKind == JsonValueKind.Null)
                {
                    return ProblemCatalogue.BodyMissing.Answer();
                }

                var errors = BodyErrors.Of(sent.RootElement, type, json.Value.SerializerOptions);
                return ProblemCatalogue.BodyInvalid.Answer(
                    errors.Count > 0 ? errors
                        : [ProblemError.OfBody(BodyErrors.Pointer(thrown?.Path), "kind", "Is not of the kind that the API description says.")]);
            }
            catch (JsonException)
            {
                return body.Length == 0 ? ProblemCatalogue.BodyMissing.Answer() : ProblemCatalogue.NotJson.Answer();
            }
        }
    }
}
