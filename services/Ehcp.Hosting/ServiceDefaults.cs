using Ehcp.Contracts;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Clock;
using Ehcp.Hosting.Councils;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Headers;
using Ehcp.Hosting.Health;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scalar.AspNetCore;

namespace Ehcp.Hosting;

/// <summary>What every service has alike.</summary>
public static class ServiceDefaults
{
    // Where Docker and Kubernetes mount secrets: one setting a file, such as ConnectionStrings__Intake.
    private const string MountedSecrets = "/run/secrets";

    /// <summary>Clock, list of authorities, telemetry, health, API keys, problem details, OpenAPI and the JSON of the contracts.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="name">Its name in telemetry and in the names of its queues, such as <c>intake</c>.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.QuietLogs();
        builder.Services.AddOutageLog();
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        builder.Configuration.AddKeyPerFile(MountedSecrets, optional: true);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(new ServiceName(name));
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Options.TypeInfoResolver!));
        builder.AddClock();
        builder.AddCouncils();
        builder.AddTelemetry(name);
        builder.AddReadiness();
        builder.AddProxies();
        builder.AddApiKeys();
        builder.AddTokens();
        builder.AddGate();
        builder.AddParameters();
        builder.AddProblems();
        builder.AddApiDescription();
        return builder;
    }

    /// <summary>
    /// Headers, methods, problems, authentication, authorisation and parameters of every route; health, metrics and the API description.
    /// Call it before mapping the service's own routes.
    /// </summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseProxies();
        app.UseHostHeaders();
        app.UseHeadAsGet();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseKeyLimits();
        app.UseMissingRoutes();
        app.UseAuthorization();
        app.UseParameters();
        app.MapHealth();
        app.MapMetrics();
        app.MapCouncils();
        app.MapOpenApi("/openapi/{documentName}.json").Open();
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference().Open();
        }

        return app;
    }
}
