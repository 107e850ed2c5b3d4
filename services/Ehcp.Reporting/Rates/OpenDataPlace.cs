using Ehcp.Contracts;

namespace Ehcp.Reporting.Rates;

/// <summary>The geography columns of DfE's open data standard.</summary>
internal static class OpenDataPlace
{
    internal static readonly string[] TimeColumns = ["time_period", "time_identifier"];

    internal static readonly string[] PlaceColumns =
        ["geographic_level", "country_code", "country_name", "new_la_code", "old_la_code", "la_name"];

    /// <summary>National is every authority the key may see, added up; with one authority it is that one.</summary>
    internal static string[] Of(RateQuestion question, string group)
    {
        var code = question.Grouping == RateGrouping.Authority ? group : question.Known.Authorities is [var only] ? only : null;
        return code is not null && Authorities.Find(code) is { } authority
            ? ["Local authority", "E92000001", "England", authority.OnsCode, authority.DfeCode, authority.Name]
            : ["National", "E92000001", "England", "", "", ""];
    }
}
