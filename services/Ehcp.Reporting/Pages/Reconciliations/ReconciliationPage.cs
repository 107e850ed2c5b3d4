using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Reconciliations;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Reconciliations;

/// <summary>What somebody filled in.</summary>
public sealed record GivenFile(DateOnly OnDay, bool ClosedCases, string Columns, bool IsTrial);

/// <param name="Authority">Whose; null where none is chosen.</param>
/// <param name="Choices">Authorities with cases, of which the reader sees every one.</param>
/// <param name="Today">The London day.</param>
/// <param name="Runs">Reconciliations of the authority, newest first.</param>
/// <param name="MaySend">Whether somebody is signed in who may send a file.</param>
/// <param name="Given">What was filled in and not taken.</param>
/// <param name="Problems">Why it was not taken.</param>
public sealed record ReconciliationsModel(
    Authority? Authority, IReadOnlyList<Authority> Choices, DateOnly Today, IReadOnlyList<Reconciliation> Runs, bool MaySend, GivenFile Given,
    IReadOnlyList<FieldProblem> Problems)
{
    /// <summary>The last run of each week, the newest first.</summary>
    internal IEnumerable<(DateOnly Monday, Reconciliation Last)> Weeks => Runs
        .GroupBy(run => LondonCalendar.DayOf(run.MadeAt) is var day ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : default)
        .Select(week => (week.Key, week.MaxBy(run => run.Number)!)).OrderByDescending(week => week.Key);
}

/// <param name="Answer">Its counts, errors and the differences of this page.</param>
/// <param name="Kind">The only kind shown; null for every one.</param>
/// <param name="Mark">The only mark shown; null for every one.</param>
/// <param name="First">Address of the first page; null on it.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
/// <param name="MayMark">Whether somebody is signed in who may mark.</param>
public sealed record ReconciliationModel(ReconciliationAnswer Answer, string? Kind, string? Mark, string? First, string? Next, bool MayMark)
{
    internal Authority Authority => Authorities.Find(Answer.Reconciliation.Authority)!;

    internal string PathOf(string? kind, string? mark) => ReconciliationPage.PathOf(Answer.Reconciliation.Number!.Value) + QueryString.Create(
        new[] { ("kind", kind), ("mark", mark) }.Where(one => one.Item2 is not null).Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
}

/// <summary><c>GET /reconciliations</c>: a file to compare, and the trend; <c>GET /reconciliations/{number}</c>: every difference of one.</summary>
internal static class ReconciliationPage
{
    // A year of them, one a day.
    private const int MostRuns = 366;

    internal static PageParameters ListParameters { get; } = new(Asks.Authority);

    internal static PageParameters OpenParameters { get; } = new(
        [.. ReconciliationTexts.Read.Parameters.Where(parameter => parameter.Name is "kind" or "mark" or "after")]);

    internal static string PathOf(long number) => $"{Paths.Reconciliations}/{number}";

    internal static string PathOf(string authority) => $"{Paths.Reconciliations}?authority={authority}";

    internal static bool IsSignedIn(HttpContext context) => context.User.Identity?.AuthenticationType == Session.Scheme;

    internal static async Task<RazorComponentResult> ListAsync(
        string? authority, Passage gate, HttpContext context, ReconciliationTable table, KnownAuthorities authorities, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (authority is { Length: > 0 } && Authorities.Find(authority) is { } asked
            && ReconciliationApi.WholeAuthority(gate.Sight, asked.OnsCode) is { } refusal)
        {
            return Refused.By(refusal);
        }

        return await FormAsync(
            authority, new(clock.LondonToday, ClosedCases: false, "", IsTrial: true), [], StatusCodes.Status200OK, gate, context, table, authorities, clock,
            cancellationToken);
    }

    /// <summary>The form, with what was filled in.</summary>
    internal static async Task<RazorComponentResult> FormAsync(
        string? authority, GivenFile given, IReadOnlyList<FieldProblem> problems, int status, Passage gate, HttpContext context, ReconciliationTable table,
        KnownAuthorities authorities, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<Authority> choices = [.. (await authorities.ReadAsync(gate.Sight, cancellationToken)).Where(one => gate.Sight.SeesAllOf(one.OnsCode))];
        var chosen = authority is { Length: > 0 } code ? Authorities.Find(code) : choices is [var one] ? one : null;
        var runs = chosen is null ? [] : await table.OfAsync([chosen.OnsCode], long.MaxValue, MostRuns, cancellationToken);
        return new RazorComponentResult<ReconciliationsView>(new
        {
            Model = new ReconciliationsModel(chosen, choices, clock.LondonToday, runs, IsSignedIn(context), given, problems),
        })
        {
            StatusCode = status,
        };
    }

    internal static async Task<RazorComponentResult> OpenAsync(
        long number, string? kind, string? mark, int? after, HttpContext context, Passage gate, ReconciliationTable table,
        CancellationToken cancellationToken)
    {
        if (await ReconciliationApi.FindAsync(number, gate, table, cancellationToken) is not { } made)
        {
            return NoSuch();
        }

        var page = new DifferencePage(kind, mark, after ?? 0, DifferencePage.Usual);
        var (differences, next) = await table.DifferencesAsync(made, page, cancellationToken);
        var answer = new ReconciliationAnswer(made, differences, null, await table.ErrorsAsync(number, cancellationToken), next);
        return Show(gate, answer, new(
            answer, kind, mark, page.After == 0 ? null : PathOf(number) + Addresses.QueryOf(context.Request, ("after", null)),
            next is null ? null : PathOf(number) + Addresses.QueryOf(context.Request, ("after", $"{next}")), IsSignedIn(context)));
    }

    /// <summary>The page of one, or of a trial.</summary>
    internal static RazorComponentResult Show(Passage gate, ReconciliationAnswer answer, ReconciliationModel model) => ReconciliationApi.Showing(
        gate, new RazorComponentResult<ReconciliationView>(new { Model = model }), answer.Reconciliation.Authority, answer.Differences);

    internal static async Task<Results<RedirectHttpResult, RazorComponentResult>> MarkAsync(
        long number, HttpContext context, Passage gate, IAntiforgery antiforgery, ReconciliationTable table, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await context.Request.FormOrNullAsync(cancellationToken) is not { } form || !await antiforgery.IsRequestValidAsync(context))
        {
            return NotFromHere();
        }

        if (await ReconciliationApi.FindAsync(number, gate, table, cancellationToken) is not { } made)
        {
            return NoSuch();
        }

        int[] ids =
        [
            .. form["difference"].Select(text => int.TryParse(text, out var id) ? id : 0).Where(id => id > 0).Distinct().Take(DifferencePage.MostAtOnce),
        ];
        var back = $"{PathOf(number)}{context.Request.QueryString}";
        if (ids.Length == 0 || !Marks.All.Contains(form["mark"].ToString()))
        {
            return TypedResults.Redirect(back);
        }

        return await ReconciliationApi.MarkedAsync(
            gate, table, made, ids, form["mark"].ToString(), clock, _ => TypedResults.Redirect(back), cancellationToken);
    }

    internal static RazorComponentResult<Refused> NotFromHere() => Refused.Because(
        StatusCodes.Status400BadRequest, "Nothing was taken", "The button was not pressed on a page of this service. Go back, reload the page and try again.");

    private static RazorComponentResult<Refused> NoSuch() => Refused.Because(
        StatusCodes.Status404NotFound, "No such reconciliation",
        "There is none with this number, or it is of an authority of which you do not see every case.");
}
