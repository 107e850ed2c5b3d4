using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Ehcp.Messaging.Broker;

/// <summary>What messaging measures and traces: its own, and what MassTransit tells.</summary>
internal static class MessagingTelemetry
{
    internal const string Name = "Ehcp.Messaging";

    internal static ActivitySource Source { get; } = new(Name);

    internal static void AddMessagingTelemetry(this IServiceCollection services) => services
        .ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(MassTransit.Monitoring.InstrumentationOptions.MeterName))
        .ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource(MassTransit.Logging.DiagnosticHeaders.DefaultListenerName));
}
