using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Rejections;
using Ehcp.Intake.Storage;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Intake.Asking;

/// <summary>One refused event in the tray.</summary>
/// <param name="Number">Its place in the tray: newer is higher.</param>
/// <param name="At">When it was refused, UTC.</param>
/// <param name="Source">Its source; absent where it could not be read.</param>
/// <param name="Id">Its id; absent where it could not be read.</param>
/// <param name="Type">Its type; absent where it is not known.</param>
/// <param name="ImportId">The import that it was a row of; absent for what came by another door.</param>
/// <param name="Line">Line of the file that the row begins on.</param>
/// <param name="Errors">Which rules it broke, and where.</param>
public sealed record RefusedEvent(
    long Number,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    IReadOnlyList<BrokenRule> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ImportId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line = null)
{
    internal static RefusedEvent Of(Rejection rejection) => new(
        rejection.Number, rejection.At, rejection.Source, rejection.Id, rejection.Type,
        JsonSerializer.Deserialize(rejection.Errors, RejectionsJson.Default.IReadOnlyListBrokenRule) ?? [],
        rejection.ImportId, rejection.Line);
}

/// <summary>A page of the tray.</summary>
/// <param name="Rejections">Newest first.</param>
/// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
public sealed record RejectionPage(IReadOnlyList<RefusedEvent> Rejections, long? Next);

/// <summary>What a row of the tray is looked for by.</summary>
internal sealed record BrokenRuleName(string Rule);

/// <summary>GET /v1/rejections: what was refused of the key's own sources, or sent with the key itself, newest first.</summary>
internal static class ListRejections
{
    internal const int Most = 500;
    internal const int Usual = 100;

    public static async Task<IResult> HandleAsync(
        ClaimsPrincipal user, IntakeDbContext database, CancellationToken cancellationToken, string? source = null, long? after = null, long? before = null,
            int? limit = null, string? rule = null)
    {
        if (source is not null && !user.MaySendFrom(source))
        {
            return Problems.SourceNotAllowed();
        }

        var query = database.Rejections.AsNoTracking().Where(rejection => !rejection.IsTrial);
        if (source is not null)
        {
            query = query.Where(rejection => rejection.Source == source);
        }
        else if (user.Sources() is var sources && !sources.Contains("*"))
        {
            var key = user.KeyName();
            query = query.Where(rejection => rejection.ApiKey == key || sources.Contains(rejection.Source));
        }

        if (rule is not null)
        {
            var broken = JsonSerializer.Serialize([new BrokenRuleName(rule)], AskingJson.Default.BrokenRuleNameArray);
            query = query.Where(rejection => EF.Functions.JsonContains(rejection.Errors, broken));
        }

        var (size, above) = (limit ?? Usual, after ?? before);
        var found = await query
            .Where(rejection => above == null || rejection.Number < above)
            .OrderByDescending(rejection => rejection.Number)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        var (rows, next) = PageKey.Page(found, size, rejection => rejection.Number);
        return TypedResults.Json(new RejectionPage([.. rows.Select(RefusedEvent.Of)], next), AskingJson.Default.RejectionPage);
    }
}
