using System.Text.Json;
using System.Text.Json.Serialization;
using Ehcp.Conformance.Checks;

namespace Ehcp.Conformance.Reports;

/// <summary>The report for programs.</summary>
internal static class JsonReport
{
    public static string Of(Report report) => JsonSerializer.Serialize(
        new JsonReportBody(report.Title, report.At, report.Passed, report.Failed, report.Head, report.Results), ReportJson.Default.JsonReportBody) + "\n";
}

/// <summary>The members of the report, as programs read them.</summary>
internal sealed record JsonReportBody(
    string Title, DateTimeOffset At, int Passed, int Failed, IReadOnlyList<ReportLine> Head, IReadOnlyList<CheckResult> Results);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(JsonReportBody))]
internal sealed partial class ReportJson : JsonSerializerContext;
