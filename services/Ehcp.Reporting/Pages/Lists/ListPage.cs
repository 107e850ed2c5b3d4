using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Figures.Lists;
using Ehcp.Reporting.Pages.Layout;
using Ehcp.Reporting.Questions;
using Ehcp.Reporting.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Pages.Lists;

/// <param name="First">Address of the first page; null on it.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
/// <param name="Csv">Address of the same as a file.</param>
/// <param name="Calendar">The working days, by which the last working day is said.</param>
public sealed record ListModel(
    ListQuestion Question, int Total, IReadOnlyList<ListedRequest> Requests, string? First, string? Next, string Csv, WorkingDays Calendar)
{
    internal string? AuthorityName => Question.OneAuthority is { } code ? Contracts.Authorities.Find(code)!.Name : null;
}

/// <summary><c>GET /cases</c>: the requests behind a number of the dashboard, with the same parameters as <c>GET /v1/requests</c>.</summary>
internal static class ListPage
{
    internal static async Task<RazorComponentResult> HandleAsync(
        [AsParameters] ListQuery query, HttpRequest request, Passage gate, RequestLists lists, LawInForce law, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var question = ListQuestion.Read(query, isWhole: false, gate.Sight, parameters);
        if (parameters.Refusal is { } refusal)
        {
            return Refused.By(refusal);
        }

        var (_, total, requests, next) = await lists.ReadAsync(question, cancellationToken);
        var page = new RazorComponentResult<ListView>(new
        {
            Model = new ListModel(
                question, total, requests,
                question.After.IsBeginning ? null : Paths.Cases + Addresses.QueryOf(request, ("after", null)),
                next is null ? null : Paths.Cases + Addresses.QueryOf(request, ("after", next)),
                "/v1/requests" + Addresses.QueryOf(request, ("format", "csv"), ("limit", null), ("after", null)),
                law.Current.Calendar),
        });
        return gate.Show(page, requests.Select(one => Seen.Case(one.Authority, one.CaseReference, one.Team)));
    }

    /// <summary>The list behind a number.</summary>
    internal static string PathOf(string list, string? authority, params (string Name, string? Value)[] others) =>
        Paths.Cases + QueryString.Create(new[] { ("list", list), ("authority", authority) }.Concat(others)
            .Where(one => one.Item2 is not null).Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
}
