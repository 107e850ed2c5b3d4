using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Contracts.Http;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Alerts;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Cases;

/// <summary>One clock of a case, as it stands today and why.</summary>
/// <param name="LastDay">The legal last day; null when it cannot be computed.</param>
/// <param name="When">The last day in words, the last working day first; null likewise.</param>
/// <param name="Left">How far it is today; null likewise.</param>
/// <param name="IsRead">Whether the provision that it rests on has been read in a primary source.</param>
public sealed record DeadlineView(
    string Milestone, string Process, DateOnly? LastDay, string? When, string? Left, ClockState State, string Explanation, string Citation, bool IsRead);

/// <summary>One fact of a case, in the words of the wire.</summary>
/// <param name="Standing">What it does for the case.</param>
/// <param name="Because">What corrects it, disputes it or takes it back.</param>
public sealed record FactView(string Type, string Fields, DateTimeOffset RecordedAt, string Source, FactStanding Standing, SnapshotFact? Because);

/// <summary>Alerts of a case, for a reader who may see them.</summary>
/// <param name="Told">Null when the Scheduler did not answer.</param>
/// <param name="MayAcknowledge">Whether the reader may say that somebody deals with it.</param>
/// <param name="Given">What an acknowledgement that was not taken said; null when there was none.</param>
/// <param name="Problems">Why it was not taken.</param>
/// <param name="Thanks">Whether one has just been taken.</param>
public sealed record AlertsModel(CaseAlerts? Told, bool MayAcknowledge, GivenAcknowledgement? Given = null, IReadOnlyList<FieldProblem>? Problems = null,
    bool Thanks = false);

/// <summary>What somebody filled in.</summary>
public sealed record GivenAcknowledgement(long Alert, string? Day, string? Month, string? Year, string? Plan);

/// <param name="Alerts">Null where the Scheduler's address is not set.</param>
/// <param name="Calendar">The working days, by which the last working day is said.</param>
public sealed record CaseModel(Authority Authority, CaseSnapshot Case, DateOnly Today, IReadOnlyList<DeadlineView> Deadlines, IReadOnlyList<FactView> Facts,
    AlertsModel? Alerts, WorkingDays Calendar);

/// <summary><c>GET /cases/{authority}/{caseReference}</c>: where the links in e-mails lead.</summary>
internal static class CasePage
{
    internal static async Task<RazorComponentResult> HandleAsync(
        string authority, string caseReference, string? said, Passage gate, KnownCases cases, SchedulerDoor scheduler, LawInForce law,
        TimeProvider clock, CancellationToken cancellationToken) =>
        await FindAsync(authority, caseReference, gate, cases, cancellationToken) is { } snapshot
            ? await ShowAsync(snapshot, new(null, MayAcknowledge: false, Thanks: said == Acknowledged), StatusCodes.Status200OK, gate, scheduler, law, clock,
                cancellationToken)
            : NotFound(authority, caseReference, gate);

    /// <summary>The form of an alert. It is sent on to the Scheduler under the reader's name.</summary>
    internal static async Task<Results<RedirectHttpResult, RazorComponentResult<Refused>, RazorComponentResult>> AcknowledgeAsync(
        string authority, string caseReference, HttpContext context, Passage gate, IAntiforgery antiforgery, KnownCases cases, SchedulerDoor scheduler,
            LawInForce law,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await context.Request.FormOrNullAsync(cancellationToken) is not { } form || !await antiforgery.IsRequestValidAsync(context))
        {
            return new RazorComponentResult<Refused>(
                new
                {
                    Heading = "Nothing was written down",
                    Reason = "The button was not pressed on a page of this service. Go back, reload the page and try again."
                })
            {
                StatusCode = StatusCodes.Status400BadRequest,
            };
        }

        if (await FindAsync(authority, caseReference, gate, cases, cancellationToken) is not { } snapshot)
        {
            return NotFound(authority, caseReference, gate);
        }

        var given = new GivenAcknowledgement(
            long.TryParse(form["alert"], NumberStyles.None, CultureInfo.InvariantCulture, out var alert) ? alert
                : 0, form["until-day"], form["until-month"], form["until-year"], form["plan"]);
        if (await ProblemsAsync(given, snapshot, gate, scheduler, clock.LondonToday, cancellationToken) is { Count: > 0 } problems)
        {
            return await ShowAsync(snapshot, new(null, MayAcknowledge: false, given, problems), StatusCodes.Status422UnprocessableEntity, gate, scheduler, law,
                clock, cancellationToken);
        }

        // Reading the page again is no second acknowledgement.
        return gate.Did(
            TypedResults.Redirect($"{Paths.Case(snapshot.Authority, snapshot.CaseReference)}?said={Acknowledged}#alerts"), [$"{given.Alert}"],
            cases: [Seen.Case(snapshot.Authority, snapshot.CaseReference, snapshot.Team)]);
    }

    private const string Acknowledged = "acknowledged";

    private static async Task<List<FieldProblem>> ProblemsAsync(
        GivenAcknowledgement given, CaseSnapshot snapshot, Passage gate, SchedulerDoor scheduler, DateOnly today, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var until = Until(given);
        if (until is null || until < today || until > today.AddDays(Acknowledging.MostDays))
        {
            problems.Add(new("until-day", $"Enter a day from today, {English.Date(today)}, to {Acknowledging.MostDays} days ahead, {English.Date(today.AddDays(Acknowledging.MostDays))}."));
        }

        if (!AlertWords.Plans.Any(plan => plan.Code == given.Plan))
        {
            problems.Add(new("plan", "Choose what is being done."));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        // An alert of another case is none of this page's: the key that asks may acknowledge everybody's.
        var told = await scheduler.CaseAsync(snapshot.Authority, snapshot.CaseReference, cancellationToken);
        var wrong = told is null ? SchedulerDoor.NothingWritten
            : told.Alerts.All(alert => alert.Id != given.Alert) ? "This case has no such alert."
            : (await scheduler.AcknowledgeAsync(given.Alert, until!.Value, given.Plan!, gate.Caller.Name, cancellationToken)).Wrong;
        return wrong is null ? [] : [new(told is null ? "alerts" : "alert", wrong)];
    }


    private static DateOnly? Until(GivenAcknowledgement given) =>
        DateOnly.TryParseExact($"{given.Year}-{given.Month?.PadLeft(2, '0')}-{given.Day?.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day) ? day : null;

    // An authority or a team that the reader may not see looks like one without this case.
    private static async Task<CaseSnapshot?> FindAsync(
        string authority, string caseReference, Passage gate, KnownCases cases, CancellationToken cancellationToken)
    {
        var snapshot = Authorities.Find(authority) is { } known && gate.Cases.SeesSomeOf(known.OnsCode)
            ? await cases.FindAsync(known.OnsCode, caseReference, cancellationToken)
            : null;
        return snapshot is not null && gate.Cases.Sees(snapshot.Authority, snapshot.Team) ? snapshot : null;
    }

    private static RazorComponentResult<Refused> NotFound(string authority, string caseReference, Passage gate)
    {
        var page = new RazorComponentResult<Refused>(
            new { Heading = "No such case", Reason = "Nothing is known of a case with this reference in this authority." })
        {
            StatusCode = StatusCodes.Status404NotFound,
        };
        return Authorities.Find(authority) is { } known && !gate.Cases.SeesAllOf(known.OnsCode) ? gate.Refuse(page, known.OnsCode, caseReference) : page;
    }

    private static async Task<RazorComponentResult> ShowAsync(
        CaseSnapshot snapshot, AlertsModel alerts, int status, Passage gate, SchedulerDoor scheduler, LawInForce law, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var today = clock.LondonToday;
        var shown = scheduler.IsOn
            ? alerts with
            {
                Told = await scheduler.CaseAsync(snapshot.Authority, snapshot.CaseReference, cancellationToken),
                MayAcknowledge = gate.Caller.For(Scopes.Acknowledge).Sees(snapshot.Authority, snapshot.Team),
            }
            : null;
        var page = new RazorComponentResult<CaseView>(new
        {
            Model = new CaseModel(
                Authorities.Find(snapshot.Authority)!, snapshot, today,
                [.. snapshot.Deadlines.Select(deadline => View(law.Current, deadline, today))],
                Facts(snapshot),
                shown,
                law.Current.Calendar),
        })
        {
            StatusCode = status,
        };
        return gate.Show(page, Seen.Case(snapshot.Authority, snapshot.CaseReference, snapshot.Team));
    }

    private static DeadlineView View(Law law, Clock clock, DateOnly today) => new(
        clock.Milestone, clock.Id, clock.LastDay,
        clock.LastDay is { } last ? LastDays.Words(law.Calendar, last) : null,
        clock.LastDay is { } day ? LastDays.Left(law.Calendar, day, today) : null,
        ClockStates.On(law.Timetable, clock, today),
        Explanations.Paragraph(law, clock), Explanations.Citation(law.Timetable, clock),
        Explanations.Note(law.Timetable, clock) is null);

    private static List<FactView> Facts(CaseSnapshot snapshot) => [.. FactStandings.Of(snapshot.Facts).Select(View)];

    private static FactView View(StandingFact<SnapshotFact> standing)
    {
        var fact = standing.Fact;
        var type = FactCatalogue.Of(fact.Fact);
        return new(type.Name, string.Join("; ", type.Fields.SelectMany(field => Text(field, fact.Fact))), fact.RecordedAt, fact.Source, standing.Standing,
            standing.Because);
    }

    private static IEnumerable<string> Text(FactField field, Fact fact) => field.Value(fact) switch
    {
        null or "" => [],
        DateOnly day => [$"{English.Field(field.Name)} {English.Date(day)}"],
        IEnumerable<string> codes => [$"{English.Field(field.Name)} {string.Join(", ", codes)}"],
        var value => [$"{English.Field(field.Name)} {value}"],
    };
}
