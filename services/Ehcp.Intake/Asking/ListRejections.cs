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
/// <param name="State"><c>open</c>; <c>settled</c> when the same was taken since; <c>replaced</c> when the same was refused again since, or the whole file was
/// read again; <c>set-aside</c>.</param>
/// <param name="StateAt">When it came into that state, UTC; absent while it is open.</param>
/// <param name="SettledBy">Place in the ledger of the event that was taken.</param>
/// <param name="SettledIn">The import that had the row again.</param>
/// <param name="SetAsideBy">Name of the key by which it was set aside.</param>
/// <param name="SetAsideReason">Why.</param>
public sealed record RefusedEvent(
    long Number,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    IReadOnlyList<BrokenRule> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ImportId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line = null,
    string State = RejectionStates.Open,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StateAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SettledBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? SettledIn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SetAsideBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SetAsideReason = null)
{
    internal static RefusedEvent Of(Rejection rejection) => new(
        rejection.Number, rejection.At, rejection.Source, rejection.Id, rejection.Type,
        JsonSerializer.Deserialize(rejection.Errors, RejectionsJson.Default.IReadOnlyListBrokenRule) ?? [],
        rejection.ImportId, rejection.Line, rejection.State, rejection.StateAt, rejection.SettledBy, rejection.SettledIn, rejection.SetAsideBy,
        rejection.SetAsideReason);
}

/// <summary>A page of the tray.</summary>
/// <param name="Rejections">Newest first.</param>
/// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
public sealed record RejectionPage(IReadOnlyList<RefusedEvent> Rejections, long? Next);

/// <summary>GET /v1/rejections: what was refused of the key's own sources, or sent with the key itself, newest first.</summary>
internal static class ListRejections
{
    internal const int Most = 500;
    internal const int Usual = 100;

    public static async Task<IResult> HandleAsync(
        ClaimsPrincipal user, IntakeDbContext database, CancellationToken cancellationToken, string? source = null, long? after = null, long? before = null,
            int? limit = null, string? rule = null, string? state = null)
    {
        if (source is not null && !user.MaySendFrom(source))
        {
            return Problems.SourceNotAllowed();
        }

        var (size, above) = (limit ?? Usual, after ?? before);
        var found = await database.Rejections.AsNoTracking()
            .Visible(user).Matching(source, rule, state)
            .Where(rejection => above == null || rejection.Number < above)
            .OrderByDescending(rejection => rejection.Number)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        var (rows, next) = PageKey.Page(found, size, rejection => rejection.Number);
        return TypedResults.Json(new RejectionPage([.. rows.Select(RefusedEvent.Of)], next), AskingJson.Default.RejectionPage);
    }
}
