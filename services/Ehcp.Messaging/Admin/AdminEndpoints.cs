using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Messaging.Broker;
using Ehcp.Messaging.Outbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Admin;

/// <summary>What a person may do about messages that could not go on. Every act is written down, and leaves an audit line in the log.</summary>
public static class AdminEndpoints
{
    internal const int MostAtOnce = 1000;

    /// <summary>Rows the outbox has parked, and messages given up by the consumers. Needs <c>AddBroker</c>; the outbox only where there is one.</summary>
    public static void MapMessageAdmin(this WebApplication app)
    {
        var admin = app.MapGroup("/v1");
        if (app.Services.GetService<OutboxAdmin>() is not null)
        {
            admin.MapGet("/outbox/parked", ListParkedAsync).Gate(Scopes.Operate).ShowsNoCase().Describes(AdminTexts.ListParked);
            admin.MapPost("/outbox/unpark", UnparkAsync).Gate(Scopes.Operate).Acts("unpark-messages").Describes(AdminTexts.Unpark);
            admin.MapPost("/outbox/skip", SkipAsync).Gate(Scopes.Operate).Acts("skip-messages").Describes(AdminTexts.Skip);
        }

        admin.MapGet("/errors", (ErrorQueues errors, CancellationToken stop) => errors.CountAsync(stop))
            .Gate(Scopes.Operate).ShowsNoCase().Describes(AdminTexts.CountErrors);
        admin.MapPost("/errors/{queue}/replay", ReplayAsync).Gate(Scopes.Operate).Acts("replay-errors").Describes(AdminTexts.ReplayErrors);
    }

    private static async Task<Ok<IReadOnlyList<ParkedMessage>>> ListParkedAsync(
        int? limit, long? after, OutboxAdmin outbox, HttpContext context, CancellationToken stop)
    {
        var most = limit ?? MostAtOnce;
        var (rows, next) = PageKey.Page(await outbox.ParkedAsync(after ?? 0, most + 1, stop), most, row => row.Id);
        if (next is { } last)
        {
            NextPage.Link(context, $"{last}");
        }

        return TypedResults.Ok(rows);
    }

    private static async Task<Results<Ok<IReadOnlyList<long>>, ProblemHttpResult>> UnparkAsync(
        long[] ids, OutboxAdmin outbox, Passage gate, CancellationToken stop) =>
        ids.Length > MostAtOnce ? TooMany() : Done(gate, await outbox.UnparkAsync(ids, gate.Caller.Id, stop));

    private static async Task<Results<Ok<IReadOnlyList<long>>, ProblemHttpResult>> SkipAsync(
        long[] ids, OutboxAdmin outbox, Passage gate, CancellationToken stop) =>
        ids.Length > MostAtOnce ? TooMany() : Done(gate, await outbox.SkipAsync(ids, gate.Caller.Id, stop));

    private static ProblemHttpResult TooMany() =>
        ProblemCatalogue.BodyInvalid.Answer([ProblemError.OfBody("", "most", $"Must have at most {MostAtOnce} entries.")]);

    private static Ok<IReadOnlyList<long>> Done(Passage gate, IReadOnlyList<long> ids) => gate.Did(TypedResults.Ok(ids), ids.Select(id => $"{id}"));

    private static async Task<Results<Ok<ReplayedErrors>, ProblemHttpResult>> ReplayAsync(
        string queue, int? limit, ErrorQueues errors, Passage gate, CancellationToken stop) =>
        errors.Has(queue)
            ? gate.Did(TypedResults.Ok(new ReplayedErrors(await errors.ReplayAsync(queue, limit ?? MostAtOnce, gate.Caller.Id, stop))), [queue])
            : ProblemCatalogue.UnknownQueue.Answer();
}

/// <summary>What a replay did.</summary>
/// <param name="Messages">How many went back into their queue.</param>
internal sealed record ReplayedErrors(int Messages);
