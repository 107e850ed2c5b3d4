using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ehcp.Hosting.Telemetry;

internal static class TelemetryServices
{
    private const string OwnNames = "Ehcp.*";

    /// <summary>
    /// Metrics are always there for Prometheus. Traces are recorded only where somebody collects them: without a collector
    /// they would cost a tenth of the throughput for nothing. Trace ids travel either way.
    /// </summary>
    internal static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"ehcp-{service}"))
            .WithMetrics(metrics => metrics
                .AddMeter(OwnNames, "Npgsql", "Quartz")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter().WithTracing(traces => traces
                .AddSource(OwnNames)
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddNpgsql());
        }
    }
}
