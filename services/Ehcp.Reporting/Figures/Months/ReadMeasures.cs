using System.Globalization;
using System.Text.Json.Serialization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Months;

/// <summary><c>GET /v1/measures</c>: every measure of one month, with its change against the month before and the year before.</summary>
public static class ReadMeasures
{
    internal static readonly Dictionary<string, RateGrouping> Groupings = new(StringComparer.Ordinal)
    {
        ["authority"] = RateGrouping.Authority,
        ["team"] = RateGrouping.Team,
        ["area"] = RateGrouping.Area,
        ["need"] = RateGrouping.Need,
    };

    internal static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.Ordinal)
    {
        ["json"] = ExportFormat.Json,
        ["csv"] = ExportFormat.Csv,
    };

    public sealed record Query(
        [property: FromQuery(Name = "month")] DateOnly? Month,
        [property: FromQuery(Name = "groupBy")] string? GroupBy,
        [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf,
        [property: FromQuery(Name = "authority")] string? Authority,
        [property: FromQuery(Name = "format")] string? Format);

    internal static async Task<Results<Ok<MonthAnswer>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, Passage gate, MonthFigures months, TimeProvider clock, CancellationToken cancellationToken)
    {
        var parameters = new FigureParameters(gate.Sight, clock);
        var known = parameters.AsKnown(query.Authority, query.AsOf);
        var month = Month(parameters, query.Month, known);
        var grouping = parameters.OneOf("groupBy", query.GroupBy, RateGrouping.All, Groupings);
        var format = parameters.OneOf("format", query.Format, ExportFormat.Json, Formats);
        if (parameters.Refusal is { } refusal)
        {
            return refusal;
        }

        var (freshness, figures) = await months.ReadAsync(month, grouping, known, cancellationToken);
        return format == ExportFormat.Csv
            ? TypedResults.File(MonthCsv.Of(month, grouping, figures), "text/csv; charset=utf-8", $"ehcp-measures-{Name(month)}.csv")
            : TypedResults.Ok(new MonthAnswer(
                Name(month), IsOver: month.AddMonths(1) <= known.Day, known.At, freshness.KnownTo, freshness.Rules, figures));
    }

    /// <summary>First day of the month asked for; without one of the last that is over.</summary>
    internal static DateOnly Month(FigureParameters parameters, DateOnly? asked, AsKnown known)
    {
        var day = parameters.UpTo("month", asked, known.Day) ?? known.Day.AddDays(-known.Day.Day);
        return day.AddDays(1 - day.Day);
    }

    internal static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <param name="Month">Year and month.</param>
/// <param name="IsOver">Whether the month was over on the London day of <paramref name="AsOf"/>.</param>
/// <param name="AsOf">The instant the figures speak of; of the months before as well.</param>
/// <param name="KnownTo">Every event recorded before it is in them; null before Intake has told of its minutes.</param>
/// <param name="Rules">Release of the rules.</param>
/// <param name="Figures">Each with its change.</param>
public sealed record MonthAnswer(
    string Month,
    bool IsOver,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? KnownTo,
    string Rules,
    IReadOnlyList<FigureOfMonth> Figures);
