using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary><c>GET /v1/requests</c>: the requests behind a number. Whoever sees them is written down.</summary>
public static class ReadList
{
    internal static readonly Dictionary<string, bool> Formats = new(StringComparer.Ordinal) { ["json"] = false, ["csv"] = true };

    internal static async Task<Results<Ok<RequestListAnswer>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] ListQuery query, HttpContext context, Passage gate, RequestLists lists, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var csv = parameters.OneOf("format", query.Format, absent: false, Formats);
        var question = ListQuestion.Read(query, isWhole: csv, gate.Sight, parameters);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        return csv ? await FileAsync(question, context, gate, lists, cancellationToken) : await PageAsync(question, context, gate, lists, cancellationToken);
    }

    private static async Task<Ok<RequestListAnswer>> PageAsync(
        ListQuestion question, HttpContext context, Passage gate, RequestLists lists, CancellationToken cancellationToken)
    {
        var (freshness, total, requests, next) = await lists.ReadAsync(question, cancellationToken);
        AddLink(context, next);
        return gate.Show(
            TypedResults.Ok(new RequestListAnswer(question.Code, question.List.Words, question.Known.At, freshness.KnownTo, total, requests, next, next)),
            requests.Select(one => Seen.Case(one.Authority, one.CaseReference, one.Team)));
    }

    // The whole of England is too much to hold: the lines go to a file, which leaves once it is written down whom it shows.
    private static async Task<PushStreamHttpResult> FileAsync(
        ListQuestion question, HttpContext context, Passage gate, RequestLists lists, CancellationToken cancellationToken)
    {
        var file = new RequestsCsv();
        context.Response.RegisterForDisposeAsync(file);
        var (_, _, next) = await lists.ReadAsync(question, file.Add, cancellationToken);
        AddLink(context, next);
        return gate.Show(
            TypedResults.Stream(file.WriteToAsync, RequestsCsv.MediaType, $"{question.Code}-{question.Known.Day:yyyy-MM-dd}.csv"), file.Seen);
    }

    private static void AddLink(HttpContext context, string? next)
    {
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{context.Request.Path}{Addresses.QueryOf(context.Request, ("after", next))}>; rel=\"next\"";
        }
    }
}

/// <param name="List">Which set.</param>
/// <param name="Words">What it is.</param>
/// <param name="AsOf">The instant it speaks of.</param>
/// <param name="KnownTo">Every event recorded before it is in it; null before Intake has told of its minutes.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Requests">Those of this page.</param>
/// <param name="Next">What to give as <c>after</c> for the next page, which is of the same instant; null on the last.</param>
/// <param name="After">The same as <c>next</c>, which takes its place. Deprecated.</param>
public sealed record RequestListAnswer(
    string List,
    string Words,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    int Total,
    IReadOnlyList<ListedRequest> Requests,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? After);
