using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Reporting.Lists;

/// <summary>A list for a spreadsheet.</summary>
internal static class RequestsCsv
{
    private static readonly CsvConfiguration Shape = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",

        // A team may be called "-1+1", and a spreadsheet would compute it.
        InjectionOptions = InjectionOptions.Escape,
    };

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

    internal static FileContentHttpResult Of(ListQuestion question, IEnumerable<ListedRequest> requests)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, Shape))
        {
            Line(csv, Columns.Select(column => column.Name));
            foreach (var request in requests)
            {
                Line(csv, Columns.Select(column => column.Value(request) ?? ""));
            }
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{question.Code}-{question.Known.Day:yyyy-MM-dd}.csv");
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Line(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
