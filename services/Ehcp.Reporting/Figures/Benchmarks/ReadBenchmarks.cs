using System.Text.Json.Serialization;
using Ehcp.Contracts;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary><c>GET /v1/benchmarks</c>: what DfE published of this authority, its region and England, or of everyone.</summary>
public static class ReadBenchmarks
{
    internal static readonly Dictionary<string, string?> Levels = new(StringComparer.Ordinal)
    {
        [PublishedFigure.National] = PublishedFigure.National,
        [PublishedFigure.Regional] = PublishedFigure.Regional,
        [PublishedFigure.LocalAuthority] = PublishedFigure.LocalAuthority,
    };

    public sealed record Query(
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "year")] int? Year,
        [property: FromQuery(Name = "level")] string? Level);

    internal static Results<Ok<BenchmarksAnswer>, ProblemHttpResult> Handle(
        [AsParameters] Query query, Passage gate, PublishedFigures published, TimeProvider clock)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var level = parameters.OneOf("level", query.Level, absent: null, Levels);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var authority = query.Authority is { } of ? Authorities.Find(of) : null;
        var codes = authority is null ? null : published.Around(authority);
        var figures = published.All
            .Where(figure => (codes is null || codes.Contains(figure.Code)) && (query.Year is null || figure.Year == query.Year)
                && (level is null || figure.Level == level))
            .ToList();
        return TypedResults.Ok(new BenchmarksAnswer(
            BenchmarkDefinition.Words, [.. figures.Select(figure => figure.Source).Distinct()], [.. figures.Select(BenchmarkRow.Of)])
        {
            Neighbours = authority is not null && published.NeighboursOf(authority.OnsCode) is { Count: > 0 } neighbours ? neighbours : null,
            NeighbourMeans = authority is null ? [] : [.. figures.Select(figure => figure.Year).Distinct()
                .Select(year => published.MeanOfNeighbours(authority.OnsCode, year)).OfType<NeighbourMean>()],
        });
    }
}

/// <param name="Definition">What the figures mean.</param>
/// <param name="Sources">The files they stand in, oldest first; where two have a row, the last one's is shown.</param>
/// <param name="Rows">By year, then England, the regions, the authorities.</param>
public sealed record BenchmarksAnswer(BenchmarkDefinition Definition, IReadOnlyList<PublishedSource> Sources, IReadOnlyList<BenchmarkRow> Rows)
{
    /// <summary>ONS codes of the authority's statistical neighbours, the nearest first; absent where no file says who they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Neighbours { get; init; }

    /// <summary>By year, what they have together; empty where there are none.</summary>
    public IReadOnlyList<NeighbourMean> NeighbourMeans { get; init; } = [];
}

/// <param name="Level"><c>national</c>, <c>regional</c> or <c>local-authority</c>.</param>
/// <param name="Code">ONS code.</param>
/// <param name="Name">As DfE wrote it.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="PlansIssued">New plans.</param>
/// <param name="Within">Of them, those issued within 20 weeks.</param>
/// <param name="Rate">Their share, 0 to 1.</param>
/// <param name="PlansIssuedExcludingExemptions">New plans without an exemption.</param>
/// <param name="WithinExcludingExemptions">Of them, those within 20 weeks.</param>
/// <param name="RateExcludingExemptions">Their share: DfE's headline.</param>
/// <param name="Symbols">Symbols in place of numbers, by field; absent when there is none.</param>
/// <param name="Source">Name of the file.</param>
public sealed record BenchmarkRow(
    string Level,
    string Code,
    string Name,
    int Year,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? PlansIssued,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Within,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? PlansIssuedExcludingExemptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? WithinExcludingExemptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RateExcludingExemptions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Symbols,
    string Source)
{
    /// <summary>Mean weeks from request to plan; absent where the release does not have it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? MeanWeeks { get; init; }

    /// <summary>Likewise without plans that have an exemption.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? MeanWeeksExcludingExemptions { get; init; }

    /// <summary>What a reader must know of the row; absent where there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    internal static BenchmarkRow Of(PublishedFigure figure)
    {
        var (all, excluding) = (figure.All, figure.ExcludingExemptions);
        var symbols = new (string Field, PublishedCell Cell)[]
        {
            ("plansIssued", all.Issued), ("within", all.Within), ("rate", all.Percent),
            ("plansIssuedExcludingExemptions", excluding.Issued), ("withinExcludingExemptions", excluding.Within),
                ("rateExcludingExemptions", excluding.Percent),
            ("meanWeeks", figure.MeanWeeks), ("meanWeeksExcludingExemptions", figure.MeanWeeksExcludingExemptions),
        }.Where(cell => cell.Cell.Symbol is not null).ToDictionary(cell => cell.Field, cell => cell.Cell.Symbol!);
        return new(
            figure.Level, figure.Code, figure.Name, figure.Year, all.Issued.Count, all.Within.Count, all.Rate,
            excluding.Issued.Count, excluding.Within.Count, excluding.Rate, symbols.Count > 0 ? symbols : null, figure.Source.Name)
        {
            MeanWeeks = figure.MeanWeeks.Number,
            MeanWeeksExcludingExemptions = figure.MeanWeeksExcludingExemptions.Number,
            Notes = figure.Notes is { Count: > 0 } notes ? notes : null,
        };
    }
}

/// <param name="Population">What is counted, and by which date.</param>
/// <param name="Rates">What the rates are.</param>
/// <param name="Symbols">What stands in place of a number.</param>
/// <param name="Breaks">Where one year must not be compared with another.</param>
public sealed record BenchmarkDefinition(string Population, string Rates, string Symbols, IReadOnlyList<string> Breaks)
{
    internal static BenchmarkDefinition Words { get; } = new(
        "New plans issued in the calendar year as DfE published them, from what authorities returned in SEN2. A plan that was not issued counts nowhere.",
        "rate: within over plansIssued, 0 to 1, unrounded; rateExcludingExemptions: the same without plans that have an exemption, DfE's headline. DfE says "
            + "exception.",
        "A number that DfE had not is null, and symbols names the symbol printed in its place: x not available, z not applicable, c confidential, low or k "
            + "rounds to zero, u unreliable, ~ too small to show, : not available (in older files).",
        [
            "2023: figures up to 2022 come from totals that authorities returned, those from 2023 from a record of each person.",
            "The total of a region or of England may hold authorities whose own figures are not available: notes of the row says where.",
        ]);
}
