using Ehcp.Hosting.Access;
using Ehcp.Hosting.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Gate;

/// <summary>
/// Stands around the handler of a route that shows cases, or acts. What the handler hands over is compared with what the caller may see, and written down,
/// before a byte of it leaves. An answer that was not handed over does not leave.
/// </summary>
internal sealed class GateFilter(GateOf gate) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            return await next(context); // The parameters could not be read: the handler is not called.
        }

        var passage = Passage.Of(http);
        if (gate.Does is null)
        {
            var shown = await next(context);
            return await TryWriteAsync(http, passage, Looked(http, passage, shown)) ? shown : NotWritten();
        }

        string[] on = [.. context.Arguments.SelectMany(Named).Distinct()];
        if (!gate.IsLink && !await TryWriteAsync(http, passage, [new(gate.Does, Outcomes.Asked, null, [], on, Query(http))]))
        {
            return NotWritten();
        }

        try
        {
            var answer = await next(context);
            return await TryWriteAsync(http, passage, Acted(http, passage, answer, on)) || passage.NotedWith(answer)?.Shown is not { Length: > 0 } ? answer
                : NotWritten();
        }
        catch
        {
            await TryWriteAsync(http, passage, [new(gate.Does, Outcomes.Failed, null, [], on, Query(http))]);
            throw;
        }
    }

    private List<Entry> Looked(HttpContext http, Passage passage, object? answer)
    {
        var (status, noted) = (StatusOf(http, answer), passage.NotedWith(answer));
        if (status is >= 200 and < 300 && noted?.Shown is null)
        {
            throw new InvalidOperationException("The route shows cases, and did not hand over which. Nothing was shown.");
        }

        var entries = Of(gate.Shows!, Outcomes.Shown, Seen(passage, noted), Query(http));
        if (noted?.Refused is { } refused)
        {
            if (refused.CaseReferences.Length > 0 || status == StatusCodes.Status403Forbidden)
            {
                entries.Add(Refusals.Of(gate, refused.Authority, refused.CaseReferences, Query(http)));
            }
        }
        else if (status == StatusCodes.Status403Forbidden)
        {
            entries.Add(Refusals.Of(gate, http.Request));
        }

        return entries;
    }

    private List<Entry> Acted(HttpContext http, Passage passage, object? answer, string[] asked)
    {
        var (status, noted) = (StatusOf(http, answer), passage.NotedWith(answer));
        if (gate.IsLink && noted is null)
        {
            return []; // Whoever it was, it led to nothing.
        }

        if (noted?.Refused is { } refused)
        {
            return [Refusals.Of(gate, refused.Authority, refused.CaseReferences, Query(http))];
        }

        if (status == StatusCodes.Status403Forbidden)
        {
            return [Refusals.Of(gate, http.Request) with { Subjects = asked }];
        }

        var seen = Seen(passage, noted);
        var outcome = noted?.IsDone == true ? Outcomes.Done : seen.Length > 0 ? Outcomes.Shown : Outcomes.Nothing;
        var on = noted?.IsDone == true ? noted.On : asked;
        var entries = Of(gate.Does!, outcome, [.. seen, .. noted?.DoneTo ?? []], Query(http));
        return entries.Count == 0
            ? [new(gate.Does!, outcome, noted?.Authority, [], on, Query(http))]
            : [.. entries.Select(entry => entry with { Subjects = [.. entry.Subjects.Union(on)] })];
    }

    /// <exception cref="InvalidOperationException">One of them may not be seen: a statement forgot whom it reads for.</exception>
    private static Seen[] Seen(Passage passage, Passage.Noted? noted)
    {
        var shown = noted?.Shown ?? [];
        return passage.IsByLink || Array.TrueForAll(shown, one => one.IsIn(passage.Cases))
            ? shown
            : throw new InvalidOperationException(
                $"The answer would have shown {shown.Count(one => !one.IsIn(passage.Cases))} cases that its caller may not see. Nothing was shown.");
    }

    // One row for each authority, so that who looks after one finds their part of a list over several.
    private static List<Entry> Of(string what, string outcome, IEnumerable<Seen> seen, string? query) =>
    [
        .. seen.GroupBy(one => one.Authority).Select(of => new Entry(
            what, outcome, of.Key,
            [.. of.Select(one => one.CaseReference).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            [.. of.Select(one => one.Person).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            query)),
    ];

    private async Task<bool> TryWriteAsync(HttpContext http, Passage passage, IReadOnlyCollection<Entry> entries)
    {
        try
        {
            await http.RequestServices.GetRequiredService<AccessLog>().WriteAsync(passage.Caller, entries, http.RequestAborted);
            return true;
        }
        catch (NpgsqlException trouble)
        {
            http.RequestServices.GetRequiredService<ILogger<GateFilter>>().LogError(
                "It could not be written down who asked for {What}, so it was not answered: {Reason}", gate.Does ?? gate.Shows, trouble.Message);
            return false;
        }
    }

    private static ProblemHttpResult NotWritten() => ProblemCatalogue.NotWrittenDown.Answer();

    // An answer that does not say its status is a success. A redirect leads to another route, with a gate of its own.
    private static int StatusOf(HttpContext http, object? answer) => Passage.Inner(answer) switch
    {
        RedirectHttpResult or RedirectToRouteHttpResult or ChallengeHttpResult or SignOutHttpResult => StatusCodes.Status302Found,
        ForbidHttpResult => StatusCodes.Status403Forbidden,
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        EmptyHttpResult => http.Response.StatusCode,
        _ => StatusCodes.Status200OK,
    };

    private static IEnumerable<string> Named(object? argument) => argument switch
    {
        long[] ids => ids.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        string[] names => names,
        _ => [],
    };

    // The address of a link is a secret.
    private string? Query(HttpContext http) =>
        gate.IsLink ? null : gate.Does is null ? http.Request.QueryString.Value : http.Request.Path.Value + http.Request.QueryString.Value;
}
