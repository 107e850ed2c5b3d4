using System.Security.Claims;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Events;
using Ehcp.Intake.Refusals;
using Ehcp.Intake.Storage;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Intake.Asking;

/// <summary>What became of an event.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its source.</param>
/// <param name="Status"><c>accepted</c> when it is in the ledger, else <c>rejected</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Sequence">Its place in the ledger.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="Rejections">What was refused under the same source and id, newest first, at most 20.</param>
public sealed record EventFate(
    string Id,
    string Source,
    EventStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Sequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RecordedAt,
    IReadOnlyList<RefusedEvent> Rejections);

/// <summary>GET /v1/events: what became of the event of a source and id.</summary>
internal static class FindEvent
{
    private const int MostRejections = 20;

    public static async Task<IResult> HandleAsync(
        ClaimsPrincipal user, IntakeDbContext database, string source, string id, CancellationToken cancellationToken)
    {
        if (!user.MaySendFrom(source))
        {
            return Problems.SourceNotAllowed();
        }

        var line = await database.Ledger
            .Where(line => line.Source == source && line.Id == id)
            .Select(line => new { line.Type, line.Sequence, line.RecordedAt, line.Authority })
            .SingleOrDefaultAsync(cancellationToken);
        if (line is not null && !Caller.Of(user).MaySend(source, line.Authority))
        {
            return ProblemCatalogue.EventNotFound.Answer();
        }

        var refused = await database.Rejections.AsNoTracking()
            .Where(rejection => rejection.Source == source && rejection.Id == id)
            .OrderByDescending(rejection => rejection.Number)
            .Take(MostRejections)
            .ToListAsync(cancellationToken);
        if (line is null && refused.Count == 0)
        {
            return ProblemCatalogue.EventNotFound.Answer();
        }

        var fate = new EventFate(
            id, source, line is null ? EventStatus.Rejected : EventStatus.Accepted, line?.Type ?? refused[0].Type, line?.Sequence, line?.RecordedAt,
            [.. refused.Select(RefusedEvent.Of)]);
        return TypedResults.Json(fate, AskingJson.Default.EventFate);
    }
}
