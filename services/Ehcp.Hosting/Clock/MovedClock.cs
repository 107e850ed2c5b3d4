using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ehcp.Hosting.Clock;

/// <summary>A clock that began at a chosen instant and runs on from there: the demo's and the tests' way to live in another week.</summary>
internal sealed class MovedClock(DateTimeOffset startsAt) : TimeProvider
{
    private readonly TimeSpan _moved = startsAt - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _moved;
}

internal static class ClockServices
{
    internal const string Setting = "Ehcp:Clock:Now";

    internal static void AddClock(this WebApplicationBuilder builder) => builder.Services.TryAddSingleton(services =>
        Clock(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>()));

    private static TimeProvider Clock(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is not { Length: > 0 })
        {
            return TimeProvider.System;
        }

        // A moved clock would move every deadline, so it must be impossible where deadlines are real.
        return environment.IsProduction()
            ? throw new InvalidOperationException($"{Setting} is set, but in Production the clock cannot be moved.")
            : new MovedClock(configuration.GetValue<DateTimeOffset>(Setting));
    }
}
