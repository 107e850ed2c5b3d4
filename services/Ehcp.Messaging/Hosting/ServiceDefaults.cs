using Ehcp.Contracts;
using Ehcp.Messaging.ApiKeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scalar.AspNetCore;

namespace Ehcp.Messaging.Hosting;

/// <summary>What every service has alike.</summary>
public static class ServiceDefaults
{
    // Where Docker and Kubernetes mount secrets: one setting a file, such as ConnectionStrings__Intake.
    private const string MountedSecrets = "/run/secrets";

    /// <summary>Clock, telemetry, health, API keys, problem details, OpenAPI and the JSON of the contracts.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="name">Its name in telemetry and in the names of its queues, such as <c>intake</c>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.QuietLogs();
        builder.Configuration.AddKeyPerFile(MountedSecrets, optional: true);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(new ServiceName(name));
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Options.TypeInfoResolver!));
        builder.AddClock();
        builder.AddTelemetry(name);
        builder.AddReadiness();
        builder.AddApiKeys();
        builder.AddTokens();
        builder.AddProblems();
        builder.AddApiDescription();
        return builder;
    }

    /// <summary>Health, metrics, the API description, authentication and authorisation. Call it before mapping the service's own routes.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireScopeOrDeveloper(Scopes.ReadMetrics);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference().AllowAnonymous();
        }

        return app;
    }

    // At the bottom of the configuration, so that any setting of the same name wins.
    private static void QuietLogs(this WebApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Migrations"] = "Information",
            ["Logging:LogLevel:MassTransit"] = "Warning",
            ["Logging:LogLevel:Npgsql"] = "Warning",
        },
    });
}

/// <summary>The service's name in telemetry and in the names of its queues.</summary>
public sealed record ServiceName(string Value);
