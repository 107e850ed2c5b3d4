using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary><c>POST /v1/what-if</c>: what finishing these open requests would do to the year's rate and to the queue. Nothing is stored.</summary>
public static class AskWhatIf
{
    internal const int MostAtOnce = 1000;
    internal const int MostOldest = 1_000_000;

    internal static async Task<Results<Ok<WhatIfAnswer>, ProblemHttpResult>> HandleAsync(
        WhatIfQuestion body, Passage gate, WhatIfs whatIfs, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.NowOf(body.Authority, "/authority");
        if (known.Authorities is not [_] && string.IsNullOrEmpty(body.Authority))
        {
            parameters.RefuseMember("/authority", "Must be given: cases are one authority's.");
        }

        var on = FinishOn(parameters, body.FinishOn, known.Day);
        var named = Named(parameters, body, gate);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var read = await whatIfs.ReadAsync(known, on.Year, [.. named.Select(one => one.CaseReference)], gate.Cases, cancellationToken);
        var finished = body.Oldest is { } oldest ? Oldest(parameters, read, oldest) : Chosen(parameters, read, named, gate.Cases);

        // Whether a case is open is case data, also in an answer that says no.
        var seen = named.Where(one => read.Known.ContainsKey(one.CaseReference))
            .Select(one => Seen.Case(known.Authorities![0], one.CaseReference, read.Known[one.CaseReference]));
        if (parameters.Refusal is { } wrong)
        {
            return gate.Show(
                gate.Refuse(wrong, known.Authorities![0], [.. named.Select(one => one.CaseReference).Where(reference => !read.Known.ContainsKey(reference))]),
                    seen);
        }

        return gate.Show(
            TypedResults.Ok(new WhatIfAnswer(
                WhatIfDefinition.Words, known.At, read.Freshness.KnownTo, read.Freshness.Rules, on, on.Year,
                WhatIf.Of(read.All, read.ExcludingExemptions, read.Open, finished, on))),
            seen);
    }

    internal static DateOnly FinishOn(FigureParameters parameters, DateOnly? day, DateOnly today)
    {
        var on = day ?? today;
        if (on < today || on > today.AddYears(1))
        {
            parameters.RefuseMember("/finishOn", $"Must be a day from {today:yyyy-MM-dd}, today in London, up to a year ahead.");
        }

        return on;
    }

    internal static List<OpenRequest> Oldest(FigureParameters parameters, WhatIfKnown read, int oldest)
    {
        var finished = read.Oldest.Take(oldest).ToList();
        if (finished.Count < oldest)
        {
            parameters.RefuseMember("/oldest", $"There are {finished.Count} open requests with a usable date of receipt.");
        }

        return finished;
    }

    private static List<(string Text, string CaseReference, string? RequestId)> Named(FigureParameters parameters, WhatIfQuestion body, Passage gate)
    {
        var named = new List<(string Text, string CaseReference, string? RequestId)>();
        if (body.Cases is null == body.Oldest is null)
        {
            parameters.RefuseMember("/cases", "Give either cases or oldest.");
        }
        else if (body.Oldest is < 1 or > MostOldest)
        {
            parameters.RefuseMember("/oldest", $"Must be a whole number from 1 to {MostOldest}.");
        }
        else if (body.Cases is { } cases)
        {
            if (!gate.Caller.Has(Scopes.ReadCases))
            {
                parameters.RefuseMember("/cases", $"Needs the scope {Scopes.ReadCases}; give oldest instead.");
            }
            else if (cases.Count is 0 or > MostAtOnce)
            {
                parameters.RefuseMember("/cases", $"Must be 1 to {MostAtOnce} cases.");
            }

            var texts = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, text) in cases.Take(MostAtOnce).Index())
            {
                if (text?.Split('/') is not ([{ Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }]))
                {
                    parameters.RefuseMember($"/cases/{index}", "Must be a case reference, or one, a slash and a request id.");
                }
                else if (!texts.Add(text))
                {
                    parameters.RefuseMember($"/cases/{index}", $"{text} is named twice.");
                }
                else
                {
                    named.Add((text, text.Split('/')[0], text.Split('/') is [_, var id] ? id : null));
                }
            }
        }

        return named;
    }

    private static List<OpenRequest> Chosen(
        FigureParameters parameters, WhatIfKnown read, List<(string Text, string CaseReference, string? RequestId)> named, Sight sight)
    {
        var chosen = new HashSet<OpenRequest>();
        var open = read.Open.ToLookup(request => request.CaseReference, StringComparer.Ordinal);
        foreach (var (index, (text, reference, requestId)) in named.Index())
        {
            var requests = open[reference].Where(request => (requestId is null || request.RequestId == requestId)
                && sight.Sees(request.Authority, request.Team)).ToList();
            var rule = !read.Known.ContainsKey(reference) ? $"{text}: no such case."
                : requests.Count == 0 ? $"{text} is not open: it has its outcome{(requestId is null ? "" : ", or there is no such request")}."
                : requests.Find(request => request.ReceivedOn is null) is { } unknown ? $"{text} cannot be computed: {unknown.CannotComputeBecause}"
                : null;
            if (rule is not null)
            {
                parameters.RefuseMember($"/cases/{index}", rule);
            }

            chosen.UnionWith(requests);
        }

        return [.. chosen];
    }
}

/// <param name="Authority">ONS or DfE code. Needed unless the key sees one authority only.</param>
/// <param name="Cases">References of cases whose open requests are finished; of one request <c>CASE-1/2</c>. Up to 1000; needs the scope cases:read.</param>
/// <param name="Oldest">Instead of cases: so many requests, those received first.</param>
/// <param name="FinishOn">London day on which their plans are sent: today, unless given, or up to a year ahead.</param>
public sealed record WhatIfQuestion(string? Authority = null, IReadOnlyList<string?>? Cases = null, int? Oldest = null, DateOnly? FinishOn = null);

/// <param name="Definition">What the figures mean.</param>
/// <param name="AsOf">The instant they speak of.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="FinishOn">The day on which the plans are sent.</param>
/// <param name="Year">The calendar year of the rates.</param>
/// <param name="Finished">What is finished, and what that does.</param>
public sealed record WhatIfAnswer(
    WhatIfDefinition Definition,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    DateOnly FinishOn,
    int Year,
    WhatIf Finished);

/// <param name="Rates">Which rates.</param>
/// <param name="Queue">What is open.</param>
/// <param name="Reading">How to read the two together.</param>
public sealed record WhatIfDefinition(string Rates, string Queue, string Reading)
{
    internal static WhatIfDefinition Words { get; } = new(
        $"Plans sent in the calendar year of finishOn within {Measure.PlansIssued.DaysInTime} days of receipt, over all plans sent in it; "
            + "all, and excluding those with an exemption claimed. "
            + "before: those known now; after: the final plans of the finished requests too, as if all were sent on finishOn.",
        $"Requests without an outcome, their age and those past {Measure.PlansIssued.DaysInTime} days on finishOn, as if nothing else happened "
            + "until then. Those whose date of receipt cannot be used are open, and neither overdue nor oldest.",
        "A late plan counts in the year it is sent: whoever finishes what is overdue lowers the published rate, and shortens the wait of those whom no rate "
            + "shows.");
}
