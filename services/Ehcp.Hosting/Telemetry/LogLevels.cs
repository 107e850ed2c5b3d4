using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;

namespace Ehcp.Hosting.Telemetry;

internal static class LogLevels
{
    // At the bottom of the configuration, so that any setting of the same name wins.
    internal static void QuietLogs(this WebApplicationBuilder builder) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            // The framework says three things of every wrong key in its name; WrongKeys says one thing of all of them.
            ["Logging:LogLevel:Ehcp.Hosting.Keys.ApiKeyAuthentication"] = "Warning",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Migrations"] = "Information",
            // Of every message that it cannot send, and of every attempt to connect, it says so with a stack; the relay says it itself, once.
            ["Logging:LogLevel:MassTransit"] = "Critical",
            ["Logging:LogLevel:MassTransit.ReceiveTransport"] = "Warning",
            ["Logging:LogLevel:Quartz"] = "Warning",
            ["Logging:LogLevel:Npgsql"] = "Warning",
        },
    });
}
