using System.Security.Claims;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Hosting.Access;

public static class AccessEndpoints
{
    private const int MostAtOnce = 1000;

    /// <summary>Writing down who sees which case. Its database has the table of <see cref="AccessModel.AddAccessLog"/>.</summary>
    public static WebApplicationBuilder AddAccessLog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessLog>();
        return builder;
    }

    /// <summary><c>GET /v1/access</c>: for an auditor, who has seen what.</summary>
    public static void MapAccessLog(this WebApplication app) =>
        app.MapGet("/v1/access", HandleAsync).RequireScope(Scopes.ReadAccess).WithName("ReadAccess")
            .WithSummary("Who has seen which case, newest first")
            .WithDescription("Of the authorities of the key. before is the id after which a next page goes on; limit is 1 to 1000.");

    internal sealed record Answer(IReadOnlyList<AccessRecord> Records, long? Before);

    private static async Task<Results<Ok<Answer>, ValidationProblem>> HandleAsync(
        AccessLog access, ClaimsPrincipal user, CancellationToken cancellationToken,
        string? authority = null, string? caseReference = null, string? caller = null, long? before = null, int limit = 100)
    {
        var known = authority is null ? null : Authorities.Find(authority);
        var errors = new Dictionary<string, string[]>();
        if (authority is not null && (known is null || !user.MayUseAuthority(known.OnsCode)))
        {
            errors[nameof(authority)] = ["The ONS or DfE code of an authority of this key is expected."];
        }

        if (limit is < 1 or > MostAtOnce)
        {
            errors[nameof(limit)] = [$"1 to {MostAtOnce} is expected."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors, title: "A parameter is not as expected.", type: "urn:ehcp:invalid-parameter");
        }

        string[]? authorities = known is not null ? [known.OnsCode]
            : user.MayUseAuthority(ApiKeySettings.Every) ? null
            : [.. Authorities.All.Where(one => user.MayUseAuthority(one.OnsCode)).Select(one => one.OnsCode)];
        var records = await access.ReadAsync(authorities, caseReference, caller, before, limit, cancellationToken);
        return TypedResults.Ok(new Answer(records, records.Count == limit ? records[^1].Id : null));
    }
}
