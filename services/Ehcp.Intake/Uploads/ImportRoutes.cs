using Ehcp.Csv;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Intake.Importing;
using Ehcp.Intake.Refusals;
using Npgsql;

namespace Ehcp.Intake.Uploads;

/// <summary>A page of imports.</summary>
/// <param name="Imports">Newest first.</param>
/// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
public sealed record ImportPage(IReadOnlyList<ImportReport> Imports, long? Next);

/// <summary>A page of what was wrong with the rows of a file.</summary>
/// <param name="Errors">In the order of the file.</param>
/// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
public sealed record ImportErrorPage(IReadOnlyList<ImportError> Errors, long? Next);

/// <summary>One thing that was wrong with a row. It says where and which rule, never what stood there.</summary>
/// <param name="Line">Line of the file that the row begins on; the first is 1.</param>
/// <param name="Column">The column; null where it is the row as a whole.</param>
/// <param name="Fact">The type of the fact that was to be made; null where it was none yet.</param>
/// <param name="Pointer">JSON Pointer within the event.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Detail">The rule in words.</param>
public sealed record ImportError(long Line, string? Column, string? Fact, string Pointer, string Rule, string Detail);

/// <summary>A page of cases whose rows vanished.</summary>
/// <param name="Cases">By authority and reference.</param>
/// <param name="Next">Value of <c>after</c> for the next page; null on the last.</param>
public sealed record VanishedPage(IReadOnlyList<VanishedCase> Cases, string? Next);

/// <summary>A case whose row vanished.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">Its reference.</param>
public sealed record VanishedCase(string Authority, string CaseReference);

/// <summary>POST and GET /v1/imports, and what lies below.</summary>
internal static class ImportRoutes
{
    internal const int Most = 500;
    internal const int Usual = 50;
    internal const int MostErrors = 1_000;
    internal const int UsualErrors = 100;

    public static async Task<IResult> SendAsync(
        HttpContext context, Upload upload, string? mapping = null, string? source = null, string? authority = null, bool? dryRun = null, string? id = null,
        string? extract = null)
    {
        var import = Guid.NewGuid();
        if (id is not null && !Guid.TryParseExact(id, "D", out import))
        {
            return ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter("id", "uuid", "Must be a UUID, 8-4-4-4-12 digits.")]);
        }

        var (outcome, refusal) = await upload.TakeAsync(context, new(mapping, source, authority, dryRun, import, extract == ImportOrder.Changes));
        return refusal ?? Answer(context, outcome!);
    }

    public static async Task<IResult> ListAsync(
        HttpContext context, ImportLog log, CancellationToken cancellationToken, string? source = null, long? after = null, int? limit = null)
    {
        if (source is not null && !context.User.MaySendFrom(source))
        {
            return Problems.SourceNotAllowed();
        }

        var size = limit ?? Usual;
        var found = await log.ListAsync(Caller.Of(context.User), source, after, size + 1, cancellationToken);
        var (rows, next) = PageKey.Page(found, size, import => import.Number);
        return TypedResults.Json(new ImportPage([.. rows.Select(ImportReport.Of)], next), UploadsJson.Default.ImportPage);
    }

    public static async Task<IResult> FindAsync(HttpContext context, string id, ImportLog log, CancellationToken cancellationToken, string? format = null) =>
        await VisibleAsync(context, id, log, cancellationToken) is not { } import ? ProblemCatalogue.UnknownImport.Answer()
        : format == "text" ? TypedResults.Text(ImportReport.Of(import).InWords(), "text/plain; charset=utf-8")
        : TypedResults.Json(ImportReport.Of(import), UploadsJson.Default.ImportReport);

    public static async Task<IResult> ErrorsAsync(
        HttpContext context, string id, ImportLog log, NpgsqlDataSource database, CancellationToken cancellationToken, string? format = null,
        long? after = null, int? limit = null)
    {
        if (await VisibleAsync(context, id, log, cancellationToken) is not { } import)
        {
            return ProblemCatalogue.UnknownImport.Answer();
        }

        if (format == "csv")
        {
            var all = await RowErrors.ListAsync(database, import.Id, 0, RowErrors.MostRows, cancellationToken);
            return TypedResults.Bytes(ErrorFile.Of(all), SpreadsheetCsv.MediaType, ErrorFile.NameOf(import));
        }

        var size = limit ?? UsualErrors;
        var found = await RowErrors.ListAsync(database, import.Id, after ?? 0, size + 1, cancellationToken);
        var (rows, next) = PageKey.Page(found, size, row => row.Number);
        return TypedResults.Json(new ImportErrorPage([.. rows.SelectMany(ErrorFile.Errors)], next), UploadsJson.Default.ImportErrorPage);
    }

    public static async Task<IResult> VanishedAsync(
        HttpContext context, string id, ImportLog log, NpgsqlDataSource database, Passage gate, CancellationToken cancellationToken, string? after = null,
        int? limit = null)
    {
        var key = after is null ? null : PageKey.Read(after, 3);
        if (after is not null && (key is null || key[2].Length != 32 || !key[2].All(char.IsAsciiHexDigit)))
        {
            return ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter("after", "key", "Must be the next of a page of this list.")]);
        }

        if (await VisibleAsync(context, id, log, cancellationToken) is not { } import)
        {
            return ProblemCatalogue.UnknownImport.Answer();
        }

        var size = limit ?? UsualErrors;
        var found = await RowStore.VanishedAsync(
            database, import.Number, gate.Sight.SeesEverything ? null : gate.Sight.WholeAuthorities,
            key is null ? null : (key[0], key[1], Convert.FromHexString(key[2])), size + 1, cancellationToken);
        List<(string Authority, string Subject, byte[] Key)> rows = [.. found.Take(size)];
        var next = found.Count > size ? PageKey.Write(rows[^1].Authority, rows[^1].Subject, Convert.ToHexString(rows[^1].Key)) : null;
        var page = new VanishedPage([.. rows.Select(row => new VanishedCase(row.Authority, row.Subject))], next);
        return gate.Show(TypedResults.Json(page, UploadsJson.Default.VanishedPage), rows.Select(row => Seen.Case(row.Authority, row.Subject)));
    }

    /// <summary>The import of an id, where the key may send for its source.</summary>
    internal static async Task<ImportRecord?> VisibleAsync(HttpContext context, string id, ImportLog log, CancellationToken cancellationToken) =>
        Guid.TryParseExact(id, "D", out var read) && await log.FindAsync(read, cancellationToken) is { } import
        && ImportLog.IsVisible(Caller.Of(context.User), import.Source, import.Authority)
            ? import
            : null;

    internal static IResult Answer(HttpContext context, ImportOutcome outcome)
    {
        switch (outcome.End)
        {
            case ImportEnd.Finished:
                return TypedResults.Json(ImportReport.Of(outcome.Import!), UploadsJson.Default.ImportReport);
            case ImportEnd.Refused:
                return ProblemCatalogue.FileRefused.Answer(
                    $"{string.Join(' ', outcome.Errors.Select(error => error.Detail))} Nothing of it was taken.",
                    [.. outcome.Errors.Select(error => ProblemError.OfBody(error.Pointer, error.Rule, error.Detail))]);
            case ImportEnd.Busy:
                return ProblemCatalogue.ImportRunning.Answer();
            case ImportEnd.IdTaken:
                return ProblemCatalogue.Conflict.Answer("An import of this id is of another source, mapping, authority or kind. Send the file under a new id.");
            default:
                context.Response.Headers.RetryAfter = "5";
                return ProblemCatalogue.Unavailable.Answer("The import was interrupted. Send the same file again, under the same id: it goes on, and doubles nothing.");
        }
    }
}

/// <summary>What was wrong with the rows of a file, as a list and as a file.</summary>
internal static class ErrorFile
{
    public static IEnumerable<ImportError> Errors((long Number, long Line, string? Type, IReadOnlyList<Rejections.BrokenRule> Errors) row) =>
        row.Errors.Select(error => new ImportError(row.Line, error.Column, row.Type, error.Pointer, error.Rule, RowRules.InWords(error.Rule)));

    public static string NameOf(ImportRecord import) => $"errors-{import.Id}.csv";

    /// <summary>CSV that a spreadsheet can open: a name of a column that looks like a formula stays a text. One that is not whole says so in its last
    /// line.</summary>
    public static byte[] Of(IReadOnlyList<(long Number, long Line, string? Type, IReadOnlyList<Rejections.BrokenRule> Errors)> rows) => SpreadsheetCsv.Of(
    [
        ["line", "column", "fact", "rule", "detail"],
        .. rows.SelectMany(Errors).Select(error => (string?[])
            [error.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Column, error.Fact, error.Rule, error.Detail]),
        .. rows.Count < RowErrors.MostRows ? Array.Empty<string?[]>()
            : [[null, null, null, null, $"The list ends here: of one file at most {RowErrors.MostRows} rows are kept. The report counts all."]],
    ]);
}
