using System.Globalization;
using Ehcp.Hosting.Gate;
using Ehcp.Reporting.Exports;
using Microsoft.AspNetCore.WebUtilities;

namespace Ehcp.Reporting.Figures.Lists;

/// <summary>A list for a spreadsheet, line by line: a short one is held in memory, a long one in a file of its own that goes with it.</summary>
internal sealed class RequestsCsv : IAsyncDisposable
{
    internal const string MediaType = "text/csv; charset=utf-8";

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
        ("last_working_day", request => Day(request.LastWorkingDay)),
    ];

    private readonly FileBufferingWriteStream _held = new();
    private readonly SafeCsvWriter _lines;
    private readonly List<Seen> _seen = [];

    internal RequestsCsv()
    {
        _lines = SafeCsv.WriterForSpreadsheet(_held);
        _lines.Write(Columns.Select(column => column.Name));
    }

    /// <summary>Whom it shows, in order.</summary>
    internal IReadOnlyList<Seen> Seen => _seen;

    internal void Add(ListedRequest request)
    {
        _lines.Write(Columns.Select(column => column.Value(request) ?? ""));
        _seen.Add(Hosting.Gate.Seen.Case(request.Authority, request.CaseReference, request.Team));
    }

    internal async Task WriteToAsync(Stream body)
    {
        _lines.Flush();
        await _held.DrainBufferAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        await _held.DisposeAsync();
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
