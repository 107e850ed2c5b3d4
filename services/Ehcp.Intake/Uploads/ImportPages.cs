using System.Globalization;
using System.Text;
using Ehcp.Csv;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Mappings;
using Ehcp.Intake.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using static Ehcp.Intake.Pages.IntakePage;

namespace Ehcp.Intake.Uploads;

/// <summary>/imports: a page to give a file to, and what became of it. It works without script; the browser asks for the key.</summary>
internal static class ImportPages
{
    private const int MostShown = 200;

    public static async Task<IResult> ListAsync(HttpContext context, MappingStore mappings, ImportLog log, CancellationToken cancellationToken) =>
        await FormAsync(context, mappings, log, StatusCodes.Status200OK, [], cancellationToken);

    public static async Task<IResult> SendAsync(
        HttpContext context, Upload upload, MappingStore mappings, ImportLog log, CancellationToken cancellationToken)
    {
        if (!context.Request.IsFromOwnPage())
        {
            return ProblemCatalogue.NotAllowed.Answer("The file was sent from a page of another site. Open this page and send it from there.");
        }

        var (outcome, refusal) = await upload.TakeAsync(context, new(null, null, null, null, Guid.NewGuid()));
        if (outcome?.Import is { } import)
        {
            return TypedResults.Redirect($"/imports/{import.Id}");
        }

        var problem = (refusal ?? ImportRoutes.Answer(context, outcome!) as ProblemHttpResult)?.ProblemDetails;
        var words = problem?.Extensions.TryGetValue("errors", out var errors) == true && errors is IReadOnlyList<ProblemError> { Count: > 0 } some
            ? some.Select(error => error.InWords)
            : [problem?.Detail ?? problem?.Title ?? ""];
        return await FormAsync(context, mappings, log, problem?.Status ?? StatusCodes.Status400BadRequest, words, cancellationToken);
    }

    public static async Task<IResult> ShowAsync(
        HttpContext context, string id, ImportLog log, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await ImportRoutes.VisibleAsync(context, id, log, cancellationToken) is not { } import)
        {
            return ProblemCatalogue.UnknownImport.Answer();
        }

        var errors = (await RowErrors.ListAsync(database, import.Id, 0, MostShown, cancellationToken)).SelectMany(ErrorFile.Errors).ToList();
        return IntakePage.Of(context, StatusCodes.Status200OK, $"{(import.IsTrial ? "Try" : "Import")} of {import.Source}", Report(ImportReport.Of(import), errors));
    }

    public static async Task<IResult> ErrorsAsync(
        HttpContext context, string id, ImportLog log, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        await ImportRoutes.VisibleAsync(context, id, log, cancellationToken) is { } import
            ? TypedResults.File(
                ErrorFile.Of(await RowErrors.ListAsync(database, import.Id, 0, RowErrors.MostRows, cancellationToken)), SpreadsheetCsv.MediaType,
                ErrorFile.NameOf(import))
            : ProblemCatalogue.UnknownImport.Answer();

    private static async Task<IResult> FormAsync(
        HttpContext context, MappingStore mappings, ImportLog log, int status, IEnumerable<string> problems, CancellationToken cancellationToken)
    {
        var known = (await mappings.AllAsync(cancellationToken)).Where(one => Upload.MayUse(context, one.Mapping)).ToList();
        var recent = await log.ListAsync(Caller.Of(context.User), source: null, below: null, 20, cancellationToken);
        return IntakePage.Of(context, status, "Import a file", Form(known, [.. problems]) + Recent(recent));
    }

    private static string Form(List<StoredMapping> mappings, string[] problems) => $"""
        {Problem(problems)}
        <h1>Import a file</h1>
        <p>Send a CSV file of your case system. Try it first: the report says what would be sent and what is wrong, and nothing is kept of the file.</p>
        <form method="post" action="/imports" enctype="multipart/form-data">
        <div class="group">
        <label class="name" for="mapping">Mapping</label>
        <p class="hint" id="mapping-hint">How the columns of the file become facts.</p>
        <select id="mapping" name="mapping" aria-describedby="mapping-hint">
        <option value="">The one in the file below</option>
        {string.Concat(mappings.Select(one => $"<option value=\"{E(one.Mapping.Name)}\">{E(one.Mapping.Name)}{(one.Version == 0 ? "" : $", version {one.Version}")}{(one.Mapping.Verified == false ? ", not verified" : "")}</option>\n"))}</select>
        </div>
        <div class="group">
        <label class="name" for="mapping-file">Or a mapping of your own</label>
        <p class="hint" id="mapping-file-hint">A JSON file. It is kept as the next version of its name.</p>
        <input id="mapping-file" name="mapping" type="file" accept=".json,application/json" aria-describedby="mapping-file-hint">
        </div>
        <div class="group">
        <label class="name" for="source">Source (optional)</label>
        <p class="hint" id="source-hint">Only if the mapping does not name it: the name that your system sends under.</p>
        <input id="source" name="source" type="text" autocomplete="off" aria-describedby="source-hint">
        </div>
        <div class="group">
        <label class="name" for="authority">Local authority (optional)</label>
        <p class="hint" id="authority-hint">Only if the mapping does not say it: the code, such as E08000025 or 330.</p>
        <input id="authority" name="authority" type="text" autocomplete="off" aria-describedby="authority-hint">
        </div>
        <fieldset>
        <legend>What do you want to do?</legend>
        <label class="choice"><input type="radio" name="dryRun" value="true" checked> Try it: nothing is sent</label>
        <label class="choice"><input type="radio" name="dryRun" value="false"> Send it</label>
        </fieldset>
        <div class="group">
        <label class="name" for="file">File</label>
        <p class="hint" id="file-hint">CSV as Excel or LibreOffice save it. Large files take a while: the next page comes when all of it has been read.</p>
        <input id="file" name="file" type="file" accept=".csv,.txt,text/csv" required aria-describedby="file-hint">
        </div>
        <button>Continue</button>
        </form>
        """;

    private static string Recent(List<ImportRecord> imports) => imports.Count == 0 ? "" : $"""
        <h2>Files before</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Files before"><table>
        <thead><tr><th scope="col">Begun</th><th scope="col">Source</th><th scope="col">Mapping</th><th scope="col">State</th><th scope="col">Rows</th><th scope="col">Refused</th></tr></thead>
        <tbody>{string.Concat(imports.Select(one => $"<tr><td><a href=\"/imports/{one.Id}\">{E(Moment(one.StartedAt))}</a></td><td>{E(one.Source)}</td><td>{E(one.Mapping)}</td><td>{E(State(one.State, one.IsTrial))}</td><td class=\"number\">{N(one.Counts.Rows)}</td><td class=\"number\">{N(one.Counts.RefusedRows)}</td></tr>\n"))}</tbody>
        </table></div>
        """;

    private static string Report(ImportReport report, List<ImportError> errors)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <p><a href="/imports">Back to all files</a></p>
            <h1>{E(report.DryRun ? "What would be sent" : "What was sent")}</h1>
            <p class="state" role="status">{E(Summary(report))}</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Report"><table>
            <caption>Report</caption>
            <tbody>

            """);
        foreach (var line in report.InWords().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{E(line[..colon].Trim())}</th><td>{E(line[(colon + 1)..].Trim())}</td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n");
        if (errors.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <h2>What is wrong</h2>
                <p>{E(errors.Count < report.Errors ? $"The first {errors.Count} of {N(report.Errors)}." : $"{N(report.Errors)} in all.")} <a href="/imports/{report.Id}/errors.csv">Download as CSV</a>. What stood in the cells is not kept: look at the line of your file.</p>
                <div class="scroll" tabindex="0" role="region" aria-label="What is wrong"><table>
                <thead><tr><th scope="col">Line</th><th scope="col">Column</th><th scope="col">Rule</th></tr></thead>
                <tbody>{string.Concat(errors.Select(error => $"<tr><td>{error.Line}</td><td>{E(error.Column ?? "the row")}</td><td>{E(error.Detail)}</td></tr>\n"))}</tbody>
                </table></div>

                """);
        }

        return page.ToString();
    }

    private static string Summary(ImportReport report) => report.State switch
    {
        ImportStates.Running => $"{N(report.Rows.Read)} rows have been read so far. Load this page again to see how it goes on.",
        ImportStates.Refused => $"The file was refused. {report.Problem}",
        ImportStates.Interrupted => $"It was interrupted after {N(report.Rows.Read)} rows. {report.Problem ?? "Send the same file again."} Nothing is doubled.",
        _ when report.Rows.Refused > 0 => $"{N(report.Rows.Read)} rows were read. Of {N(report.Rows.Refused)} at least something was refused.",
        _ => $"{N(report.Rows.Read)} rows were read, and none was refused.",
    };

    private static string State(string state, bool isTrial) => isTrial ? $"{state}, a try" : state;
}
