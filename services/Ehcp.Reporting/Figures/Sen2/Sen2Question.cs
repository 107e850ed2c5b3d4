using System.ComponentModel;
using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>The parameters of a module.</summary>
public sealed record Sen2Query(
    [property: FromQuery(Name = "year"), Description("Year of the collection, about the calendar year before: 2026 is about 2025. Default: the collection that today's events will be in.")] string? Year,
    [property: FromQuery(Name = "authority"), Description("ONS or DfE code. Needed unless the key sees one authority only.")] string? Authority,
    [property: FromQuery(Name = "asOf"), Description("An instant: by what was known then. Default: now.")] string? AsOf);

/// <param name="Year">The collection.</param>
/// <param name="Known">The one authority, as known when.</param>
internal sealed record Sen2Question(Sen2Year Year, AsKnown Known)
{
    internal string Authority => Known.Authorities![0];

    internal static Sen2Question Read(string? year, string? authority, string? asOf, FigureParameters parameters)
    {
        var known = parameters.AsKnown(authority, asOf);
        var newest = Sen2Year.Of(known.Day);
        var collection = parameters.Whole("year", year, Sen2Year.Oldest, newest.Collection, newest.Collection);
        if (known.Authorities is not [_] && parameters.Refusal is null)
        {
            parameters.Refuse("authority", "Must be given: a return is one authority's.");
        }

        return new(new(collection), known);
    }
}
