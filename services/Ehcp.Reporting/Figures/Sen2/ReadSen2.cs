using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary><c>GET /v1/sen2/requests</c> and <c>/v1/sen2/assessments</c>: what the return will say of each request, all year. Whoever sees it is written
/// down.</summary>
public static class ReadSen2
{
    internal static Task<Results<FileContentHttpResult, ProblemHttpResult>> RequestsAsync(
        [AsParameters] Sen2Query query, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken) =>
        ModuleAsync("requests", query, gate, records, clock, cancellationToken);

    internal static Task<Results<FileContentHttpResult, ProblemHttpResult>> AssessmentsAsync(
        [AsParameters] Sen2Query query, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken) =>
        ModuleAsync("assessments", query, gate, records, clock, cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ModuleAsync(
        string module, Sen2Query query, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var question = Sen2Question.Read(query.Year, query.Authority, query.AsOf, parameters);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!gate.Sight.SeesAllOf(question.Authority))
        {
            return gate.Refuse(Problems.WholeAuthorityOnly(), question.Authority);
        }

        var (_, found) = await records.ReadAsync(question.Year, question.Known, cancellationToken);
        var edition = Sen2Edition.Of(question.Year);
        var (columns, rows) = module == "requests"
            ? (edition.Requests, found)
            : (edition.Assessments, found.FindAll(record => record.Assessment is not null));
        var file = TypedResults.File(
            SafeCsv.Of([columns.Select(column => column.Item), .. rows.Select(row => columns.Select(column => column.Value(row) ?? ""))]),
            "text/csv; charset=utf-8",
            $"sen2-{question.Year.Collection}-{module}-{question.Authority}.csv");
        return gate.Show(file, rows.Select(row => Seen.Case(question.Authority, row.Facts.CaseReference)));
    }
}
