using Ehcp.Hosting.Parameters;

namespace Ehcp.Reporting.Questions;

/// <summary>Parameters that several figures take.</summary>
internal static class Asks
{
    // What every file in the shape of DfE's begins with, for examples.
    internal const string FirstColumns = $"time_period,time_identifier,{PlaceColumns}";

    // Where rows of several kinds of period stand together, for which the standard has no name.
    internal const string FirstColumnsByDays = $"period_from,period_to,{PlaceColumns}";

    private const string PlaceColumns = "geographic_level,country_code,country_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown";

    internal const string FirstValues = "Local authority,E92000001,England,E08000025,330,Birmingham";

    internal static RouteParameter Authority { get; } = new(
        "authority", Takes.Authority, "Only this authority. Without it, every authority that the key may see, added up.", "E08000025");

    internal static RouteParameter AsOf { get; } = new(
        "asOf", Takes.Instant(), "The answer as it was known then. Without it, as it is known now. It must not lie ahead.", "2026-05-25T06:41:00Z");

    internal static RouteParameter Format { get; } = new(
        "format", Takes.OneOf(ExportFormats.All.Keys),
        "json; csv, a file in the shape of DfE's open data; or zip, the same file with everything that describes it. A file has each authority by itself, and "
            + "each calendar year where no period is asked for. Without it, json.", "json");

    internal static RouteParameter Day(string name, string meaning, string example = "2025-04-01") => new(name, Takes.Day(), meaning, example);

    internal static RouteParameter After(string meaning = "The next of the page before. Without it, the first page.") =>
        new("after", Takes.Text(), meaning, "WyIyMDI2LTA1LTI1VDA2OjQxOjAwWiJd");
}

/// <summary>Media types of files.</summary>
internal static class MediaTypes
{
    internal const string Csv = "text/csv";
    internal const string Zip = "application/zip";
}
