using System.Globalization;
using Ehcp.Reporting.Exports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>A list for a spreadsheet.</summary>
internal static class RequestsCsv
{
    private static readonly (string Name, Func<ListedRequest, string?> Value)[] Columns =
    [
        ("authority", request => request.Authority),
        ("case_reference", request => request.CaseReference),
        ("request_id", request => request.RequestId),
        ("received_on", request => Day(request.ReceivedOn)),
        ("last_day", request => Day(request.LastDay)),
        ("plan_sent_on", request => Day(request.PlanSentOn)),
        ("days", request => request.Days?.ToString(CultureInfo.InvariantCulture)),
        ("waiting_on", request => request.WaitingOn is { } whom ? string.Join(' ', whom) : null),
        ("team", request => request.Team),
        ("area", request => request.Area),
        ("primary_need", request => request.PrimaryNeed),
        ("exemption_claimed", request => request.ExemptionClaimed ? "true" : "false"),
        ("cannot_compute_because", request => request.CannotComputeBecause),
    ];

    internal static FileContentHttpResult Of(ListQuestion question, IEnumerable<ListedRequest> requests) => TypedResults.File(
        SafeCsv.ForSpreadsheet([Columns.Select(column => column.Name), .. requests.Select(request => Columns.Select(column => column.Value(request) ?? ""))]),
        "text/csv; charset=utf-8",
        $"{question.Code}-{question.Known.Day:yyyy-MM-dd}.csv");

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
