namespace Ehcp.Reporting.Questions;

/// <summary>The first lines of files, for the API description.</summary>
internal static class FileExamples
{
    private const string Place = "time_period,time_identifier,geographic_level,country_code,country_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown";

    /// <summary>Plans issued, by year.</summary>
    internal static IReadOnlyDictionary<string, string> Rates { get; } = Of(
        Place + ",plans_issued_den,plans_issued_within_20_weeks,pc_plans_issued_within_20_weeks,plans_issued_den_ex,plans_issued_20_weeks_ex,"
        + "pc_plans_issued_20_weeks_ex,plans_issued_with_exceptions,plans_issued_unusable_dates,plans_issued_gt20weeks_ltyear,plans_issued_gt_1_year,"
        + "plans_issued_gt20weeks_ltyear_ex,plans_issued_gt_1_year_ex,plans_issued_mediation_tribunal,plans_issued_mediation_tribunal_within_20_weeks",
        "2024,Calendar year,Local authority,E92000001,England,E08000025,330,Birmingham,All EHC plans issued,Total,1,0,0.0,0,0,z,1,0,1,0,0,0,0,0");

    /// <summary>Open requests.</summary>
    internal static IReadOnlyDictionary<string, string> Caseload { get; } = Of(
        Place + ",requests_open,requests_open_gt20weeks", "2026-05-25/2026-05-25,z,Local authority,E92000001,England,E08000025,330,Birmingham,All open requests,Total,1,0");

    /// <summary>A list of requests.</summary>
    internal static IReadOnlyDictionary<string, string> Requests { get; } = Of(
        "authority,case_reference,request_id,received_on,last_day,plan_sent_on,days,waiting_on,team,area,primary_need,exemption_claimed,cannot_compute_because",
        "E08000025,EHC-2026-0001,1,2026-01-05,2026-05-25,,140,advice:health,North,,,false,");

    private static Dictionary<string, string> Of(string header, string row) => new() { [MediaTypes.Csv] = $"{header}\r\n{row}\r\n" };
}
