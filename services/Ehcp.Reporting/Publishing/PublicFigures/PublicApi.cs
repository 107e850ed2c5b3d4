using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Edition, string Authority, DateTimeOffset PublishedAt, DateTimeOffset KnownAt, int Threshold, int RoundTo, string? Note)
{
    internal static EditionHead Of(PublicEdition edition) =>
        new(edition.Id, edition.Authority, edition.PublishedAt, edition.KnownAt, edition.Threshold, edition.RoundTo, edition.Note);
}

/// <summary>The routes of published figures: <c>POST /v1/public-editions</c>, and what anybody may read.</summary>
internal static class PublicApi
{
    private const int LongestNote = 500;

    private static readonly Dictionary<string, bool> YesOrNo = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };

    public sealed record PublishQuery(
        [property: FromQuery(Name = "authority"), Description("ONS or DfE code; required.")] string? Authority,
        [property: FromQuery(Name = "asOf"), Description("An instant up to knownTo: the figures as known then. Default: knownTo.")] string? AsOf,
        [property: FromQuery(Name = "note"), Description("What readers are told of this edition, e.g. why it was corrected; at most 500 characters.")] string? Note,
        [property: FromQuery(Name = "dryRun"), Description("true: shows what would be published, and publishes nothing. Default: false.")] string? DryRun);

    public sealed record RatesQuery(
        [property: FromQuery(Name = "authority"), Description("ONS or DfE code; required.")] string? Authority,
        [property: FromQuery(Name = "edition"), Description("Number of an edition; default: the newest.")] string? Edition,
        [property: FromQuery(Name = "format"), Description("json (default); csv, in the shape of DfE's open data; or zip, the same with all that describes it.")] string? Format);

    /// <param name="Definition">What the figures mean.</param>
    /// <param name="Edition">Which edition it is.</param>
    /// <param name="Rows">Whole calendar years and their quarters; a number that is null is hidden, or there is nothing to take a share of.</param>
    public sealed record Answer(RateDefinition Definition, EditionHead Edition, IReadOnlyList<PublicRow> Rows);

    internal static void MapPublicFigures(this WebApplication app)
    {
        app.MapPost("/v1/public-editions", PublishAsync).Gate(Scopes.PublishFigures).Acts("publish-figures").WithName("PublishEdition");
        app.MapGet("/v1/public/editions", ListAsync).OpenAsPublished(app).WithName("ListEditions");
        app.MapGet("/v1/public/rates", RatesAsync).OpenAsPublished(app).WithName("ReadPublicRates");
    }

    private static async Task<Results<Ok<Answer>, Created<Answer>, ProblemHttpResult>> PublishAsync(
        [AsParameters] PublishQuery query, HttpRequest request, Passage gate, Editions editions, IOptions<MeasureSettings> measures, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        parameters.Only(request.Query, "authority", "asOf", "note", "dryRun");
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        var dryRun = parameters.OneOf("dryRun", query.DryRun, absent: false, YesOrNo);
        if (known.Authorities is not [var authority] || string.IsNullOrEmpty(query.Authority))
        {
            parameters.Refuse("authority", "Must be given: figures are published of one authority.");
            authority = "";
        }

        if (query.Note is { } note && (note.Length > LongestNote || note.Any(char.IsControl)))
        {
            parameters.Refuse("note", $"Must be at most {LongestNote} printable characters.");
        }

        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await editions.PublishAsync(authority, known.IsNow ? null : known.At, string.IsNullOrWhiteSpace(query.Note) ? null : query.Note, gate.Caller.Name, dryRun, cancellationToken) is not { } edition)
        {
            return Problems.NotComplete();
        }

        var answer = new Answer(Definition(measures), EditionHead.Of(edition), [.. edition.Rows()]);
        if (dryRun)
        {
            return TypedResults.Ok(answer);
        }

        logs.CreateLogger(typeof(PublicApi)).LogInformation("Audit: {KeyName} published edition {Edition} of {Authority}", gate.Caller.Id, edition.Id, authority);
        return gate.Did(TypedResults.Created($"/v1/public/rates?authority={authority}&edition={edition.Id}", answer), [$"edition {edition.Id}"], authority);
    }

    private static async Task<Results<Ok<EditionHead[]>, ProblemHttpResult>> ListAsync(
        [FromQuery(Name = "authority")] string? authority, HttpRequest request, Editions editions, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(Sight.None, clock);
        parameters.Only(request.Query, "authority");
        var code = OneAuthority(parameters, authority);
        return parameters.Refusal is { } refusal
            ? refusal
            : TypedResults.Ok((await editions.OfAsync(code, id: null, Editions.MostListed, cancellationToken)).Select(EditionHead.Of).ToArray());
    }

    private static async Task<Results<Ok<Answer>, FileContentHttpResult, ProblemHttpResult>> RatesAsync(
        [AsParameters] RatesQuery query, HttpRequest request, Editions editions, IOptions<MeasureSettings> measures, IOptions<ExportSettings> exports, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(Sight.None, clock);
        parameters.Only(request.Query, "authority", "edition", "format");
        var code = OneAuthority(parameters, query.Authority);
        var format = parameters.OneOf("format", query.Format, absent: ExportFormat.Json, ExportFormats.All);
        var id = Edition(parameters, query.Edition);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        if ((await editions.OfAsync(code, id, most: 1, cancellationToken)).FirstOrDefault() is not { } edition)
        {
            return Problems.NoEdition();
        }

        var definition = Definition(measures);
        return format switch
        {
            ExportFormat.Csv => OpenDataCsv.File(PublicTable.Of(edition)),
            ExportFormat.Zip => OpenDataZip.File(PublicTable.Of(edition), PublicTable.Notes(edition, definition, exports.Value)),
            _ => TypedResults.Ok(new Answer(definition, EditionHead.Of(edition), [.. edition.Rows()])),
        };
    }

    private static RateDefinition Definition(IOptions<MeasureSettings> measures) => Measure.PlansIssued.Definition(measures.Value);

    private static string OneAuthority(FigureParameters parameters, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            parameters.Refuse("authority", "Must be given: figures are published of one authority.");
        }

        return parameters.AnyAuthority(text)?.OnsCode ?? "";
    }

    private static long? Edition(FigureParameters parameters, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        parameters.Refuse("edition", "Must be the number of an edition, as GET /v1/public/editions lists them.");
        return null;
    }
}
