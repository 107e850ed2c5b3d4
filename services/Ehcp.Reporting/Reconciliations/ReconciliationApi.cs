using System.Globalization;
using System.Net.Http.Headers;
using Ehcp.Contracts;
using Ehcp.Csv;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Reconciliations;

/// <summary>The routes of reconciliations: making one, which there are, opening one again, marking what was looked at.</summary>
internal static class ReconciliationApi
{
    internal static readonly Dictionary<string, bool> Formats = new(StringComparer.Ordinal) { ["json"] = false, ["csv"] = true };

    public sealed record MakeQuery(
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "onDay")] DateOnly? OnDay,
        [property: FromQuery(Name = "closedCases")] bool? ClosedCases,
        [property: FromQuery(Name = "column")] string[]? Column,
        [property: FromQuery(Name = "dryRun")] bool? DryRun);

    public sealed record ReadQuery(
        [property: FromQuery(Name = "kind")] string? Kind,
        [property: FromQuery(Name = "mark")] string? Mark,
        [property: FromQuery(Name = "limit")] int? Limit,
        [property: FromQuery(Name = "after")] int? After,
        [property: FromQuery(Name = "format")] string? Format);

    /// <param name="Differences">Ids of the differences, 1 to 1,000.</param>
    /// <param name="Mark"><c>theirs-is-wrong</c>, <c>ours-is-wrong</c>, <c>agreed</c>, or <c>none</c> to take a mark away.</param>
    /// <param name="DryRun">Whether it is only tried.</param>
    public sealed record MarkBody(int[] Differences, string Mark, bool? DryRun = null);

    /// <param name="Marked">How many differences have the mark now, or had it taken away.</param>
    public sealed record MarkAnswer(int Marked);

    internal static void MapReconciliations(this WebApplication app)
    {
        app.MapPost("/v1/reconciliations", MakeAsync).Gate(Scopes.ReadCases).Acts("reconcile").Describes(ReconciliationTexts.Make);
        app.MapGet("/v1/reconciliations", ListAsync).Gate(Scopes.ReadCases).ShowsNoCase().Describes(ReconciliationTexts.List);
        app.MapGet("/v1/reconciliations/{number}", ReadAsync).Gate(Scopes.ReadCases).ShowsCases("reconciliation").Describes(ReconciliationTexts.Read);
        app.MapPost("/v1/reconciliations/{number}/marks", MarkAsync).Gate(Scopes.ReadCases).Acts("mark-differences").Describes(ReconciliationTexts.Mark);
    }

    /// <summary>The authority, where the caller sees all of it; else why not.</summary>
    internal static ProblemHttpResult? WholeAuthority(Sight sight, string authority) =>
        sight.SeesAllOf(authority) ? null
        : sight.SeesSomeOf(authority) ? ProblemCatalogue.WholeAuthorityOnly.Answer()
        : Problems.AuthorityNotAllowed(authority);

    /// <summary>Hands over an answer, with every case that it shows.</summary>
    internal static TResult Showing<TResult>(Passage gate, TResult result, string authority, IEnumerable<ListedDifference> shown)
        where TResult : class => gate.Show(result, shown.Select(one => Seen.Case(authority, one.CaseReference)));

    private static async Task<Results<Ok<ReconciliationAnswer>, Created<ReconciliationAnswer>, ProblemHttpResult>> MakeAsync(
        [AsParameters] MakeQuery query, HttpContext context, Passage gate, RunReconciliation run, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !string.Equals(type.MediaType, MediaTypes.Csv, StringComparison.OrdinalIgnoreCase))
        {
            return ProblemCatalogue.MediaType.Answer("Send the CSV file as text/csv.");
        }

        // Of a request without any query nothing was read before.
        if (string.IsNullOrEmpty(query.Authority))
        {
            return ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter("authority", "required", "Must be given.")]);
        }

        if (WholeAuthority(gate.Sight, query.Authority) is { } refusal)
        {
            return refusal;
        }

        if (NamedColumns(query.Column, out var named) is { } wrong)
        {
            return wrong;
        }

        var order = new ReconciliationOrder(
            query.Authority, query.OnDay ?? clock.LondonToday, query.ClosedCases ?? false, named, gate.Caller.Name, query.DryRun ?? false);
        var charset = type.CharSet?.Trim('"') is { } told && CsvText.IsKnown(told) ? told : null;
        var outcome = await TryAsync(run, order, context.Request.Body, charset, cancellationToken);
        if (outcome.Answer is not { } answer)
        {
            return ProblemCatalogue.FileRefused.Answer(outcome.Refusal);
        }

        if (answer.Reconciliation.Number is not { } number)
        {
            return Showing(gate, TypedResults.Ok(answer), order.Authority, answer.Differences);
        }

        var created = gate.Did(
            TypedResults.Created($"/v1/reconciliations/{number}", answer), [$"reconciliation {number}"], order.Authority);
        return Showing(gate, created, order.Authority, answer.Differences);
    }

    /// <summary>Compares, or says why the file cannot be read.</summary>
    internal static async Task<ReconciliationOutcome> TryAsync(
        RunReconciliation run, ReconciliationOrder order, Stream file, string? charset, CancellationToken cancellationToken)
    {
        try
        {
            return await run.RunAsync(order, file, charset, cancellationToken);
        }
        catch (CsvException unreadable)
        {
            return new(null, unreadable.InWords);
        }
    }

    private static async Task<Results<Ok<IReadOnlyList<Reconciliation>>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "authority")] string? authority, int? limit, long? after, Passage gate, ReconciliationTable table, TimeProvider clock,
        HttpContext context, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(authority, asOf: null);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var most = limit ?? ReconciliationTable.Usual;
        var found = await table.OfAsync(Whole(gate.Sight, known.Authorities), after ?? long.MaxValue, most + 1, cancellationToken);
        var (page, next) = PageKey.Page(found, most, one => one.Number!.Value);
        if (next is { } last)
        {
            NextPage.Link(context, $"{last}");
        }

        return TypedResults.Ok(page);
    }

    /// <summary>Of these only those of which the reader sees every case; null for every authority there is.</summary>
    internal static string[]? Whole(Sight sight, string[]? authorities) => authorities is null ? null : [.. authorities.Where(sight.SeesAllOf)];

    private static async Task<Results<Ok<ReconciliationAnswer>, PushStreamHttpResult, ProblemHttpResult>> ReadAsync(
        long number, [AsParameters] ReadQuery query, HttpContext context, Passage gate, ReconciliationTable table, CancellationToken cancellationToken)
    {
        if (await FindAsync(number, gate, table, cancellationToken) is not { } made)
        {
            return ProblemCatalogue.UnknownReconciliation.Answer();
        }

        if (Formats.GetValueOrDefault(query.Format ?? "json"))
        {
            return await DifferencesCsv.AnswerAsync(
                context, gate, table, made, new(query.Kind, query.Mark, query.After ?? 0, query.Limit ?? int.MaxValue), cancellationToken);
        }

        var (page, next) = await table.DifferencesAsync(
            made, new(query.Kind, query.Mark, query.After ?? 0, query.Limit ?? DifferencePage.Usual), cancellationToken);
        var errors = await table.ErrorsAsync(number, cancellationToken);
        return Showing(gate, TypedResults.Ok(new ReconciliationAnswer(made, page, null, errors, next)), made.Authority, page);
    }

    /// <summary>One of another authority, or of one of which the reader sees a team only, looks like none.</summary>
    internal static async Task<Reconciliation?> FindAsync(long number, Passage gate, ReconciliationTable table, CancellationToken cancellationToken) =>
        await table.FindAsync(number, cancellationToken) is { } made && gate.Sight.SeesAllOf(made.Authority) ? made : null;

    private static async Task<Results<Ok<MarkAnswer>, ProblemHttpResult>> MarkAsync(
        long number, [FromQuery(Name = "dryRun")] bool? dryRun, MarkBody body, Passage gate, ReconciliationTable table, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!DryRun.TryDecide(dryRun, body.DryRun, absent: false, out var isTrial, out var contradiction))
        {
            return contradiction;
        }

        var errors = new List<ProblemError>();
        if (body.Differences.Length is 0 or > DifferencePage.MostAtOnce)
        {
            errors.Add(ProblemError.OfBody("/differences", "count", $"Must be 1 to {DifferencePage.MostAtOnce} ids of differences."));
        }

        if (!Marks.All.Contains(body.Mark))
        {
            errors.Add(ProblemError.OfBody("/mark", "one-of", $"Must be one of {string.Join(", ", Marks.All)}."));
        }

        if (errors.Count > 0)
        {
            return ProblemCatalogue.BodyInvalid.Answer(errors);
        }

        if (await FindAsync(number, gate, table, cancellationToken) is not { } made)
        {
            return ProblemCatalogue.UnknownReconciliation.Answer();
        }

        int[] ids = [.. body.Differences.Distinct()];
        var known = await table.KnownAsync(number, ids, cancellationToken);
        if (known.Count < ids.Length)
        {
            var unknown = ids.Except(known).First().ToString(CultureInfo.InvariantCulture);
            return ProblemCatalogue.BodyInvalid.Answer(
                [ProblemError.OfBody("/differences", "unknown", $"The reconciliation has no difference {unknown}.")]);
        }

        return isTrial
            ? gate.Show(TypedResults.Ok(new MarkAnswer(known.Count)))
            : await MarkedAsync(gate, table, made, ids, body.Mark, clock, marked => TypedResults.Ok(new MarkAnswer(marked)), cancellationToken);
    }

    /// <summary>Marks, and says of which cases.</summary>
    internal static async Task<TResult> MarkedAsync<TResult>(
        Passage gate, ReconciliationTable table, Reconciliation made, int[] ids, string mark, TimeProvider clock, Func<int, TResult> answer,
        CancellationToken cancellationToken)
        where TResult : class
    {
        var cases = await table.MarkAsync(made, ids, mark, gate.Caller.Name, clock.GetUtcNow(), cancellationToken);
        return gate.Did(
            answer(cases.Count), [$"reconciliation {made.Number}", mark], made.Authority, [.. cases.Distinct().Select(one => Seen.Case(made.Authority, one))]);
    }

    private static ProblemHttpResult? NamedColumns(string[]? given, out Dictionary<TheirField, string> named) =>
        TheirColumns.TryName(given ?? [], out named) is { } wrong
            ? ProblemCatalogue.ParameterInvalid.Answer([ProblemError.OfParameter("column", "column", wrong)])
            : null;
}
