using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Keys;
using Npgsql;

namespace Ehcp.Intake.Sources;

/// <summary>The key's sources.</summary>
/// <param name="Sources">Those of which something came, by name.</param>
public sealed record SourceList(IReadOnlyList<SourceHealth> Sources);

/// <summary>GET /v1/sources: how each of the key's sources does, to about ten seconds.</summary>
internal static class ListSources
{
    public static async Task<IResult> HandleAsync(ClaimsPrincipal user, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.Json(
            new SourceList(await ReadSourceHealth.ReadAsync(database, user.Sources(), clock.GetUtcNow(), cancellationToken)),
            SourcesJson.Default.SourceList);
}

/// <summary>How it is answered how sources do.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SourceList))]
internal sealed partial class SourcesJson : JsonSerializerContext;
