using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Reporting.Known.Projections;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Reconciliations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Reconciliations;

/// <summary><c>POST /reconciliations</c>: a file dropped on the page. A file of a form lies on the disk and not in memory while it is read.</summary>
internal static class MakeReconciliation
{
    /// <summary>A file may be of one of these many days, today the first.</summary>
    internal const int Days = 8;

    internal static async Task<Results<RedirectHttpResult, RazorComponentResult>> HandleAsync(
        HttpContext context, Passage gate, IAntiforgery antiforgery, RunReconciliation run, ReconciliationTable table, KnownAuthorities authorities,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await context.Request.FormOrNullAsync(cancellationToken) is not { } form || !await antiforgery.IsRequestValidAsync(context))
        {
            return ReconciliationPage.NotFromHere();
        }

        if (Authorities.Find(form["authority"].ToString()) is not { } authority)
        {
            return Refused.Because(StatusCodes.Status400BadRequest, "Nothing was compared", "Choose an authority first.");
        }

        if (ReconciliationApi.WholeAuthority(gate.Sight, authority.OnsCode) is { } refusal)
        {
            return Refused.By(refusal);
        }

        var given = Given(form, clock.LondonToday);
        if (TheirColumns.TryName(given.Columns.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), out var named) is { } wrong)
        {
            return await AgainAsync(new("columns", wrong));
        }

        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            return await AgainAsync(new("file", "Choose a file."));
        }

        var order = new ReconciliationOrder(authority.OnsCode, given.OnDay, given.ClosedCases, named, gate.Caller.Name, given.IsTrial);
        await using var stream = file.OpenReadStream();
        var outcome = await ReconciliationApi.TryAsync(run, order, stream, charset: null, cancellationToken);
        if (outcome.Answer is not { } answer)
        {
            return await AgainAsync(new("file", outcome.Refusal!));
        }

        return answer.Reconciliation.Number is { } number
            ? gate.Did(TypedResults.Redirect(ReconciliationPage.PathOf(number)), [$"reconciliation {number}"], authority.OnsCode)
            : ReconciliationPage.Show(gate, answer, new(answer, null, null, null, null, MayMark: false));

        Task<RazorComponentResult> AgainAsync(FieldProblem problem) => ReconciliationPage.FormAsync(
            authority.OnsCode, given, [problem], StatusCodes.Status422UnprocessableEntity, gate, context, table, authorities, clock, cancellationToken);
    }

    private static GivenFile Given(IFormCollection form, DateOnly today)
    {
        var isDay = DateOnly.TryParseExact(form["onDay"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day <= today && day > today.AddDays(-Days);
        var columns = form["columns"].ToString();
        return new(isDay ? day : today, form["closedCases"] == "true", columns.Length > 2000 ? columns[..2000] : columns, form["trial"] == "true");
    }
}
