using Ehcp.Contracts;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Exports;

/// <summary>The geography columns of DfE's open data standard.</summary>
internal static class OpenDataPlace
{
    internal static readonly OpenDataColumn[] Columns =
    [
        new("geographic_level", OpenDataKind.Place, "Local authority", "Local authority"),
        new("country_code", OpenDataKind.Place, "ONS code of the country", "E92000001"),
        new("country_name", OpenDataKind.Place, "Name of the country"),
        new("new_la_code", OpenDataKind.Place, "ONS code of the authority", "E[0-9]{8}"),
        new("old_la_code", OpenDataKind.Place, "DfE's code of the authority", "[0-9]{3}"),
        new("la_name", OpenDataKind.Place, "Name of the authority"),
    ];

    /// <summary>
    /// The place of a row: one authority. Several added up have no level in DfE's standard, unless they are all of a region or of England, and nobody here
    /// knows that every authority of those sends its events to one service: such a row beside DfE's own would be read as theirs.
    /// </summary>
    internal static string[] Of(string authority)
    {
        var found = Authorities.Find(authority) ?? throw new InvalidOperationException($"{authority} is no authority, and a row of a file is of one.");
        return ["Local authority", "E92000001", "England", found.OnsCode, found.DfeCode, found.Name];
    }

    /// <summary>The place of a group of a question that was asked for a file.</summary>
    internal static string[] Of(RateQuestion question, string group) =>
        Of(question.Parts(group).Authority
            ?? (question.Grouping == RateGrouping.Authority ? question.Parts(group).Group : question.Known.Authorities!.Single()));
}
