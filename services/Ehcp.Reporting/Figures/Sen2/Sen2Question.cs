using Ehcp.Reporting.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>The parameters of a module.</summary>
public sealed record Sen2Query(
    [property: FromQuery(Name = "year")] int? Year,
    [property: FromQuery(Name = "authority")] string? Authority,
    [property: FromQuery(Name = "asOf")] DateTimeOffset? AsOf);

/// <param name="Year">The collection.</param>
/// <param name="Reference">Its reference date.</param>
/// <param name="Known">The one authority, as known when.</param>
internal sealed record Sen2Question(Sen2Year Year, DateOnly Reference, AsKnown Known)
{
    internal string Authority => Known.Authorities![0];

    internal Sen2Frame Frame => new(Year, Reference, Contracts.Authorities.Find(Authority)!.DfeCode, Authority, Known);

    internal static Sen2Question Read(int? year, string? authority, DateTimeOffset? asOf, DateOnly? reference, FigureParameters parameters)
    {
        var known = parameters.AsKnown(authority, asOf);
        var newest = Sen2Year.Of(known.Day);
        if (year > newest.Collection)
        {
            parameters.Refuse("year", $"Must not be after {newest.Collection}.");
        }

        if (known.Authorities is not [_] && parameters.Refusal is null)
        {
            parameters.Refuse("authority", "Must be given: a return is one authority's.");
        }

        var collection = new Sen2Year(year is { } asked && asked <= newest.Collection ? asked : newest.Collection);
        var day = reference ?? collection.UsualReferenceDate;
        if (day.Year != collection.Collection)
        {
            parameters.Refuse("referenceDate", $"Must be a day of {collection.Collection}.");
        }

        return new(collection, day, known);
    }
}
