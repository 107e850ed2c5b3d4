using Ehcp.Contracts;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Exports;

/// <summary>The geography columns of DfE's open data standard.</summary>
internal static class OpenDataPlace
{
    internal static readonly OpenDataColumn[] Columns =
    [
        new("geographic_level", OpenDataKind.Place, "Local authority; z where several authorities are added up, who need not be all of England",
            "z|Local authority"),
        new("country_code", OpenDataKind.Place, "ONS code of the country", "E92000001"),
        new("country_name", OpenDataKind.Place, "Name of the country"),
        new("new_la_code", OpenDataKind.Place, "ONS code of the authority", "E[0-9]{8}"),
        new("old_la_code", OpenDataKind.Place, "DfE's code of the authority", "[0-9]{3}"),
        new("la_name", OpenDataKind.Place, "Name of the authority"),
    ];

    /// <summary>
    /// One authority, or several added up. Those are never called national: nobody here knows that every authority of England sends its events to one service,
    /// and such a row beside DfE's own would be read as England's.
    /// </summary>
    internal static string[] Of(RateQuestion question, string group)
    {
        var code = question.Grouping == RateGrouping.Authority ? group : question.Known.Authorities is [var only] ? only : null;
        return code is not null && Authorities.Find(code) is { } authority
            ? ["Local authority", "E92000001", "England", authority.OnsCode, authority.DfeCode, authority.Name]
            : [OpenDataTable.NotApplicable, "E92000001", "England", "", "", ""];
    }
}
