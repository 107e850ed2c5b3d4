using Ehcp.Hosting.Gate;
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
        ModuleAsync("assessment", query, gate, records, clock, cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ModuleAsync(
        string name, Sen2Query query, Passage gate, Sen2Records records, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var question = Sen2Question.Read(query.Year, query.Authority, query.AsOf, reference: null, parameters);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!gate.Sight.SeesAllOf(question.Authority))
        {
            return gate.Refuse(Problems.WholeAuthorityOnly(), question.Authority);
        }

        var found = await records.ReadAsync(question.Year, question.Reference, question.Known, cancellationToken);
        var module = Sen2Edition.Of(question.Year).Module(name);
        var file = TypedResults.File(
            Sen2Blade.Alone(module, found.Records), "text/csv; charset=utf-8",
            $"sen2-{question.Year.Collection}-{(name == "assessment" ? "assessments" : name)}-{question.Authority}.csv");
        return gate.Show(
            file,
            found.Records.Where(record => Sen2Edition.Has(module, record)).Select(record => Seen.Case(question.Authority, record.Facts.CaseReference)));
    }
}
