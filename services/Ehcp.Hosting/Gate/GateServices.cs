using Ehcp.Hosting.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ehcp.Hosting.Gate;

public static class GateServices
{
    internal static void AddGate(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        builder.Services.AddHostedService<GateCheck>();
    }

    /// <summary>Writing down who sees or does what. Its database has the table of <see cref="AccessModel.AddAccessLog"/>.</summary>
    public static WebApplicationBuilder AddAccessLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessLog>();
        builder.Services.AddSingleton(services => new OutgoingCases(services.GetRequiredService<AccessLog>()));
        return builder;
    }
}

/// <summary>A service with a route that does not say who may call it and what it shows does not start.</summary>
internal sealed class GateCheck(EndpointDataSource routes, IServiceProviderIsService services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The routes are there once the server has started.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var wrong = routes.Endpoints.OfType<RouteEndpoint>().Select(Wrong).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return wrong.Count == 0 ? Task.CompletedTask : throw new InvalidOperationException($"The gate has no word on some routes. {string.Join(' ', wrong)}");
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string? Wrong(RouteEndpoint route)
    {
        var (name, open) = (route.DisplayName ?? route.RoutePattern.RawText, route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
        return route.Metadata.GetOrderedMetadata<GateOf>() switch
        {
            [] => $"{name} does not say who may call it.",
            [var gate] when gate.IsOpen || gate.IsLink => open ? Logged(gate) : $"{name} is open, and asks for a key.",
            [var gate] when !open => Logged(gate),
            [_] => $"{name} asks for scopes, and lets anybody in.",
            _ => $"{name} says more than once who may call it.",
        };

        string? Logged(GateOf gate) =>
            gate.Shows is null || services.IsService(typeof(AccessLog)) ? null : $"{name} shows cases or acts, and the service has no access log.";
    }
}
