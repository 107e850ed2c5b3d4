using System.Security.Claims;
using Ehcp.Hosting.Access;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary><c>GET /v1/sen2/requests</c> and <c>/v1/sen2/assessments</c>: what the return will say of each request, all year. Whoever sees it is written down.</summary>
public static class ReadSen2
{
    internal static Task<Results<FileContentHttpResult, ProblemHttpResult>> RequestsAsync(
        [AsParameters] Sen2Query query, HttpRequest request, ClaimsPrincipal user, Sen2Records records, AccessLog access, TimeProvider clock, CancellationToken cancellationToken) =>
        ModuleAsync("requests", query, request, user, records, access, clock, cancellationToken);

    internal static Task<Results<FileContentHttpResult, ProblemHttpResult>> AssessmentsAsync(
        [AsParameters] Sen2Query query, HttpRequest request, ClaimsPrincipal user, Sen2Records records, AccessLog access, TimeProvider clock, CancellationToken cancellationToken) =>
        ModuleAsync("assessments", query, request, user, records, access, clock, cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ModuleAsync(
        string module, Sen2Query query, HttpRequest request, ClaimsPrincipal user, Sen2Records records, AccessLog access, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (user.OnlyTeams() is not null)
        {
            return Problems.WholeAuthorityOnly();
        }

        var parameters = new FigureParameters(user, clock);
        parameters.Only(request.Query, "year", "authority", "asOf");
        var question = Sen2Question.Read(query.Year, query.Authority, query.AsOf, parameters);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (_, found) = await records.ReadAsync(question.Year, question.Known, cancellationToken);
        var edition = Sen2Edition.Of(question.Year);
        var (columns, rows) = module == "requests"
            ? (edition.Requests, found)
            : (edition.Assessments, found.FindAll(record => record.Assessment is not null));
        await access.ListAsync(user, $"sen2-{module}", question.Authority, request.QueryString.Value, rows.Count, cancellationToken);
        return TypedResults.File(
            SafeCsv.Of([columns.Select(column => column.Item), .. rows.Select(row => columns.Select(column => column.Value(row) ?? ""))]),
            "text/csv; charset=utf-8",
            $"sen2-{question.Year.Collection}-{module}-{question.Authority}.csv");
    }
}
