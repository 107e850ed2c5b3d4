using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary><c>GET /v1/requests</c>: the requests behind a number. Whoever sees them is written down.</summary>
public static class ReadList
{
    private static readonly Dictionary<string, bool> Formats = new(StringComparer.Ordinal) { ["json"] = false, ["csv"] = true };

    /// <param name="List">Which set.</param>
    /// <param name="Words">What it is.</param>
    /// <param name="AsOf">The instant it speaks of.</param>
    /// <param name="KnownTo">Every event recorded before it is in it; null before Intake has told of its minutes.</param>
    /// <param name="Total">How many there are in all.</param>
    /// <param name="Requests">Those of this page.</param>
    /// <param name="After">What to give as <c>after</c> for the next page; null on the last.</param>
    public sealed record Answer(
        string List,
        string Words,
        DateTimeOffset AsOf,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
        int Total,
        IReadOnlyList<ListedRequest> Requests,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? After);

    internal static async Task<Results<Ok<Answer>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] ListQuery query, HttpRequest request, Passage gate, RequestLists lists, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var question = ListQuestion.Read(query, request.Query, gate.Sight, parameters);
        var csv = parameters.OneOf("format", query.Format, absent: false, Formats);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (freshness, total, requests) = await lists.ReadAsync(question, cancellationToken);
        var seen = requests.Select(one => Seen.Case(one.Authority, one.CaseReference, one.Team));
        return csv
            ? gate.Show(RequestsCsv.Of(question, requests), seen)
            : gate.Show(
                TypedResults.Ok(new Answer(question.Code, question.List.Words, question.Known.At, freshness.KnownTo, total, requests, question.Next(total))), seen);
    }
}
