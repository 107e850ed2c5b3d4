using Ehcp.Contracts;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Gate;

/// <summary>Writes down who was refused for lack of a scope, on routes that show cases or act. Who is unknown is only counted.</summary>
internal sealed class Refusals(ILogger<Refusals> log) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.GetEndpoint()?.Metadata.GetMetadata<GateOf>() is { Shows: not null } gate)
        {
            try
            {
                await context.RequestServices.GetRequiredService<AccessLog>()
                    .WriteAsync(Caller.Of(context.User), [Of(gate, context.Request)], context.RequestAborted);
            }
            catch (NpgsqlException trouble)
            {
                log.LogError("It could not be written down who was refused {What}: {Reason}", gate.Does ?? gate.Shows, trouble.Message);
            }
        }

        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }

    /// <summary>The refusal of what a request names, in its path or its query.</summary>
    internal static Entry Of(GateOf gate, HttpRequest request)
    {
        var (authority, caseReference) = (Named("authority"), Named("caseReference"));
        return Of(gate, authority is null ? null : Authorities.Find(authority)?.OnsCode, caseReference is null ? [] : [caseReference], gate.Does is null
            ? request.QueryString.Value : request.Path + request.QueryString);

        string? Named(string name) => (request.RouteValues[name] as string ?? (request.Query[name] is [{ } given] ? given : null)) is { Length: > 0 } value
            ? value : null;
    }

    internal static Entry Of(GateOf gate, string? authority, IEnumerable<string> caseReferences, string? query) => new(
        gate.Does ?? gate.Shows!, Outcomes.Refused, authority, [.. caseReferences.Select(Cut)], [], query);

    // What a caller names may be anything.
    private static string Cut(string text) => string.Concat(text.Where(one => !char.IsControl(one)).Take(200));
}
