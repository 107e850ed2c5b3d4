using System.Security.Claims;
using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Messaging.Access;
using Ehcp.Messaging.ApiKeys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Ehcp.Reporting.Pages;

/// <summary>One clock of a case, as it stands today and why.</summary>
public sealed record DeadlineView(string Milestone, string Process, DateOnly? LastDay, ClockState State, string Explanation, string Citation);

/// <summary>One fact of a case, in the words of the wire.</summary>
public sealed record FactView(string Type, string Fields, DateTimeOffset RecordedAt, string Source);

public sealed record CaseModel(Authority Authority, CaseSnapshot Case, DateOnly Today, IReadOnlyList<DeadlineView> Deadlines, IReadOnlyList<FactView> Facts);

/// <summary><c>GET /cases/{authority}/{caseReference}</c>: where the links in e-mails lead.</summary>
internal static class CasePage
{
    internal static string PathOf(string authority, string caseReference) => $"/cases/{authority}/{Uri.EscapeDataString(caseReference)}";

    internal static async Task<RazorComponentResult> HandleAsync(
        string authority, string caseReference, ClaimsPrincipal user, ReportingDbContext db, AccessLog access, TimeProvider clock, CancellationToken cancellationToken)
    {
        // An authority or a team that the reader may not see looks like one without this case.
        var body = Authorities.Find(authority) is { } known && user.MayUseAuthority(known.OnsCode)
            ? await db.Snapshots
                .Where(stored => stored.Authority == known.OnsCode && stored.CaseReference == caseReference)
                .Select(stored => stored.Body)
                .SingleOrDefaultAsync(cancellationToken)
            : null;
        var snapshot = body is null ? null : JsonSerializer.Deserialize<CaseSnapshot>(body, ContractsJson.Options)!;
        if (snapshot is null || !user.MaySeeTeam(snapshot.Team))
        {
            return new RazorComponentResult<Refused>(new { Heading = "No such case", Reason = "Nothing is known of a case with this reference in this authority." })
            {
                StatusCode = StatusCodes.Status404NotFound,
            };
        }

        await access.CaseAsync(user, "case", snapshot.Authority, snapshot.CaseReference, cancellationToken);
        var today = clock.LondonToday;
        return new RazorComponentResult<CaseView>(new
        {
            Model = new CaseModel(
                Authorities.Find(snapshot.Authority)!, snapshot, today,
                [.. snapshot.Deadlines.Select(deadline => View(deadline, today))],
                [.. snapshot.Facts.Select(View)]),
        });
    }

    private static DeadlineView View(CaseDeadline deadline, DateOnly today)
    {
        var clock = new Clock(
            deadline.Milestone, deadline.Clock, deadline.Rule, deadline.Trigger, deadline.StartedOn, deadline.LastDay, deadline.EndedOn,
            deadline.ClosedOn, deadline.ClosedBy,
            [.. (deadline.Exemptions ?? []).Select(claim => new ExemptionClaim(claim.ExemptionId, claim.Ground, claim.Disapplies, claim.Standing, claim.Why))],
            deadline.CannotComputeBecause)
        {
            SecondDate = deadline.SecondDate,
            Reopened = deadline.Reopened,
        };
        return new(
            deadline.Milestone, deadline.Clock, deadline.LastDay, ClockStates.On(clock, today), Explanations.Paragraph(clock), Explanations.Citation(clock));
    }

    private static FactView View(SnapshotFact fact)
    {
        var type = FactCatalogue.Of(fact.Fact);
        return new(type.Name, string.Join("; ", type.Fields.SelectMany(field => Text(field, fact.Fact))), fact.RecordedAt, fact.Source);
    }

    private static IEnumerable<string> Text(FactField field, Fact fact) => field.Value(fact) switch
    {
        null or "" => [],
        DateOnly day => [$"{English.Field(field.Name)} {English.Date(day)}"],
        IEnumerable<string> codes => [$"{English.Field(field.Name)} {string.Join(", ", codes)}"],
        var value => [$"{English.Field(field.Name)} {value}"],
    };
}
