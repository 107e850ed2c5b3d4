using System.Security.Claims;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Admin;

/// <summary>What a person may do about messages that could not go on. Every act leaves an audit line in the log.</summary>
public static class AdminEndpoints
{
    private const int MostAtOnce = 1000;

    /// <summary>Rows the outbox has parked, and messages given up by the consumers. Needs <c>AddBroker</c>; the outbox only where there is one.</summary>
    public static void MapMessageAdmin(this WebApplication app)
    {
        var admin = app.MapGroup("/v1").RequireScope(Scopes.Admin);
        if (app.Services.GetService<OutboxAdmin>() is not null)
        {
            admin.MapGet("/outbox/parked", (OutboxAdmin outbox, CancellationToken stop) => outbox.ParkedAsync(MostAtOnce, stop)).WithName("ListParked");
            admin.MapPost("/outbox/unpark", (long[] ids, OutboxAdmin outbox, ClaimsPrincipal user, CancellationToken stop) =>
                outbox.UnparkAsync(ids, user.KeyName(), stop)).WithName("Unpark");
            admin.MapPost("/outbox/skip", (long[] ids, OutboxAdmin outbox, ClaimsPrincipal user, CancellationToken stop) =>
                outbox.SkipAsync(ids, user.KeyName(), stop)).WithName("Skip");
        }

        admin.MapGet("/errors", (ErrorQueues errors, CancellationToken stop) => errors.CountAsync(stop)).WithName("CountErrors");
        admin.MapPost("/errors/{queue}/replay", ReplayAsync).WithName("ReplayErrors");
    }

    private static async Task<Results<Ok<Replayed>, ProblemHttpResult>> ReplayAsync(
        string queue, ErrorQueues errors, ClaimsPrincipal user, CancellationToken stop, int limit = MostAtOnce)
    {
        if (!errors.Has(queue))
        {
            return ProblemCatalogue.UnknownQueue.Answer();
        }

        return limit is >= 1 and <= MostAtOnce
            ? TypedResults.Ok(new Replayed(await errors.ReplayAsync(queue, limit, user.KeyName(), stop)))
            : ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter(nameof(limit), "whole", $"Must be a whole number from 1 to {MostAtOnce}.")]);
    }

    internal sealed record Replayed(int Messages);
}
