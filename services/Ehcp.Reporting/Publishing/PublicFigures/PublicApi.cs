using System.Text.Json.Serialization;
using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Problems;
using Ehcp.Reporting.Exports;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Publishing.PublicFigures;

/// <summary>What of an edition anybody may know.</summary>
/// <param name="Edition">Its number; absent of one that is only tried.</param>
/// <param name="KnownAt">As known when.</param>
/// <param name="Threshold">Counts from 1 to one less than this are never shown.</param>
/// <param name="RoundTo">What counts are rounded to; 1 for not.</param>
public sealed record EditionHead(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Edition, string Authority, DateTimeOffset PublishedAt,
        DateTimeOffset KnownAt, int Threshold, int RoundTo, string? Note)
{
    internal static EditionHead Of(PublicEdition edition) =>
        new(edition.Id, edition.Authority, edition.PublishedAt, edition.KnownAt, edition.Threshold, edition.RoundTo, edition.Note);
}

/// <summary>The routes of published figures: <c>POST /v1/public-editions</c>, and what anybody may read.</summary>
internal static class PublicApi
{
    internal const int LongestNote = 500;

    public sealed record PublishQuery(
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "note")] string? Note,
        [property: FromQuery(Name = "dryRun")] bool? DryRun);

    public sealed record RatesQuery(
        [property: FromQuery(Name = "authority")] string Authority,
        [property: FromQuery(Name = "edition")] long? Edition,
        [property: FromQuery(Name = "format")] string? Format);

    internal static void MapPublicFigures(this WebApplication app)
    {
        app.MapPost("/v1/public-editions", PublishAsync).Gate(Scopes.PublishFigures).Acts("publish-figures").Describes(PublicTexts.Publish);
        app.MapGet("/v1/public/editions", ListAsync).OpenAsPublished(app).Describes(PublicTexts.List);
        app.MapGet("/v1/public/rates", RatesAsync).OpenAsPublished(app).Describes(PublicTexts.Rates);
    }

    private static async Task<Results<Ok<PublicRatesAnswer>, Created<PublicRatesAnswer>, ProblemHttpResult>> PublishAsync(
        [AsParameters] PublishQuery query, Passage gate, Editions editions, IOptions<MeasureSettings> measures, TimeProvider clock, ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        if (string.IsNullOrEmpty(query.Authority))
        {
            parameters.Refuse("authority", "Must be given: figures are published of one authority.");
        }

        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (authority, dryRun) = (known.Authorities![0], query.DryRun ?? false);
        var note = string.IsNullOrWhiteSpace(query.Note) ? null : query.Note;
        if (await editions.PublishAsync(authority, known.IsNow ? null : known.At, note, gate.Caller.Name, dryRun, cancellationToken) is not { } edition)
        {
            return ProblemCatalogue.NotComplete.Answer();
        }

        var answer = new PublicRatesAnswer(Definition(measures), EditionHead.Of(edition), [.. edition.Rows()]);
        if (dryRun)
        {
            return TypedResults.Ok(answer);
        }

        logs.CreateLogger(typeof(PublicApi)).LogInformation(
            "Audit: {KeyName} published edition {Edition} of {Authority}", gate.Caller.Id, edition.Id, authority);
        return gate.Did(TypedResults.Created($"/v1/public/rates?authority={authority}&edition={edition.Id}", answer), [$"edition {edition.Id}"], authority);
    }

    private static async Task<Ok<IReadOnlyList<EditionHead>>> ListAsync(
        string authority, int? limit, long? after, Editions editions, HttpContext context, CancellationToken cancellationToken)
    {
        var most = limit ?? Editions.Usual;
        var found = await editions.OfAsync(authority, id: null, after ?? long.MaxValue, most + 1, cancellationToken);
        var (page, next) = PageKey.Page(found.ConvertAll(EditionHead.Of), most, edition => edition.Edition);
        if (next is { } last)
        {
            NextPage.Link(context, $"{last}");
        }

        return TypedResults.Ok(page);
    }

    private static async Task<Results<Ok<PublicRatesAnswer>, FileContentHttpResult, ProblemHttpResult>> RatesAsync(
        [AsParameters] RatesQuery query, Editions editions, IOptions<MeasureSettings> measures, IOptions<ExportSettings> exports,
            CancellationToken cancellationToken)
    {
        if ((await editions.OfAsync(query.Authority, query.Edition, after: long.MaxValue, most: 1, cancellationToken)).FirstOrDefault() is not { } edition)
        {
            return ProblemCatalogue.NoEdition.Answer();
        }

        var definition = Definition(measures);
        return ExportFormats.All.GetValueOrDefault(query.Format ?? "json") switch
        {
            ExportFormat.Csv => OpenDataCsv.File(PublicTable.Of(edition)),
            ExportFormat.Zip => OpenDataZip.File(PublicTable.Of(edition), PublicTable.Notes(edition, definition, exports.Value)),
            _ => TypedResults.Ok(new PublicRatesAnswer(definition, EditionHead.Of(edition), [.. edition.Rows()])),
        };
    }

    private static RateDefinition Definition(IOptions<MeasureSettings> measures) => Measure.PlansIssued.Definition(measures.Value);
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="Edition">Which edition it is.</param>
/// <param name="Rows">Whole calendar years and their quarters; a number that is null is hidden, or there is nothing to take a share of.</param>
public sealed record PublicRatesAnswer(RateDefinition Definition, EditionHead Edition, IReadOnlyList<PublicRow> Rows);
