using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.KeyManagement;

/// <summary>Keys that are made while a service runs. See <c>docs/keys.md</c>.</summary>
public static class KeyRoutes
{
    /// <summary>Keys in the tables <c>api_key</c> and <c>api_key_secret</c> of the service's database. Call it after <c>AddDatabase</c>.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="quota">What a key's daily quota counts.</param>
    public static WebApplicationBuilder AddKeyTable(this WebApplicationBuilder builder, KeyQuotaUnit quota = KeyQuotaUnit.Requests)
    {
        builder.AddKeysOfTable(quota);
        builder.Services.AddSingleton<KeyOffice>();
        return builder;
    }

    /// <summary>The routes and the page. Needs <c>AddKeyTable</c> and an access log.</summary>
    public static void MapKeys(this WebApplication app)
    {
        app.MapGet("/v1/keys", ListAsync).Gate(Scopes.Operate).ShowsNoCase().Describes(KeyTexts.List);
        app.MapGet("/v1/keys/{key}", FindAsync).Gate(Scopes.Operate).ShowsNoCase().Describes(KeyTexts.Find);
        app.MapPost("/v1/keys", CreateAsync).Gate(Scopes.Operate).Acts("create-key").Describes(KeyTexts.Create);
        app.MapPost("/v1/keys/{key}/rotate", RotateAsync).Gate(Scopes.Operate).Acts("rotate-key").Describes(KeyTexts.Rotate);
        app.MapPost("/v1/keys/{key}/revoke", RevokeAsync).Gate(Scopes.Operate).Acts("revoke-key").Describes(KeyTexts.Revoke);
        app.MapGet(KeyPages.Path, KeyPages.ListAsync).Gate(Scopes.Operate).ShowsNoCase().TakesKeyAsPassword();
        app.MapPost(KeyPages.Path, KeyPages.CreateAsync).Gate(Scopes.Operate).Acts("create-key").TakesKeyAsPassword();
        app.MapGet(KeyPages.Path + "/{key}", KeyPages.ShowAsync).Gate(Scopes.Operate).ShowsNoCase().TakesKeyAsPassword();
        app.MapPost(KeyPages.Path + "/{key}/rotate", KeyPages.RotateAsync).Gate(Scopes.Operate).Acts("rotate-key").TakesKeyAsPassword();
        app.MapPost(KeyPages.Path + "/{key}/revoke", KeyPages.RevokeAsync).Gate(Scopes.Operate).Acts("revoke-key").TakesKeyAsPassword();
    }

    private static async Task<Ok<KeyList>> ListAsync(KeyOffice office, Passage gate, CancellationToken stop) =>
        TypedResults.Ok(new KeyList(await office.ListAsync(gate.Caller, stop)));

    private static async Task<Results<Ok<ListedKey>, ProblemHttpResult>> FindAsync(string key, KeyOffice office, Passage gate, CancellationToken stop) =>
        await office.FindAsync(gate.Caller, key, stop) is { } found ? TypedResults.Ok(found) : ProblemCatalogue.UnknownKey.Answer();

    private static async Task<Results<Created<IssuedKey>, Ok<IssuedKey>, ProblemHttpResult>> CreateAsync(
        NewKey body, bool? dryRun, KeyOffice office, Passage gate, CancellationToken stop)
    {
        var (issued, refusal) = await office.CreateAsync(gate.Caller, body, dryRun ?? false, stop);
        return issued is null ? refusal!
            : issued.DryRun ? TypedResults.Ok(issued)
            : gate.Did(TypedResults.Created($"/v1/keys/{Uri.EscapeDataString(issued.Key.Name)}", issued), [issued.Key.Name]);
    }

    private static async Task<Results<Ok<IssuedKey>, ProblemHttpResult>> RotateAsync(
        string key, KeyRotation body, bool? dryRun, KeyOffice office, Passage gate, CancellationToken stop)
    {
        var (issued, refusal) = await office.RotateAsync(gate.Caller, key, body, dryRun ?? false, stop);
        return issued is null ? refusal!
            : issued.DryRun ? TypedResults.Ok(issued)
            : gate.Did(TypedResults.Ok(issued), [key]);
    }

    private static async Task<Results<Ok<ListedKey>, ProblemHttpResult>> RevokeAsync(
        string key, bool? dryRun, KeyOffice office, Passage gate, CancellationToken stop)
    {
        var (revoked, changed, refusal) = await office.RevokeAsync(gate.Caller, key, dryRun ?? false, stop);
        return revoked is null ? refusal! : changed ? gate.Did(TypedResults.Ok(revoked), [key]) : TypedResults.Ok(revoked);
    }
}
