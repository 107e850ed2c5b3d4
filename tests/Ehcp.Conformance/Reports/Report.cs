using System.Reflection;
using Ehcp.Conformance.Checks;

namespace Ehcp.Conformance.Reports;

/// <summary>A line at the head of a report.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it is here.</param>
public sealed record ReportLine(string Name, string Value);

/// <summary>What was checked, and what came of it.</summary>
/// <param name="Title">What the report is of.</param>
/// <param name="At">When the checks began, UTC.</param>
/// <param name="Head">What was checked, by which versions.</param>
/// <param name="Results">Each check, in the order in which they were made.</param>
public sealed record Report(string Title, DateTimeOffset At, IReadOnlyList<ReportLine> Head, IReadOnlyList<CheckResult> Results)
{
    /// <summary>The version of this kit.</summary>
    public static string KitVersion { get; } = typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>How many checks passed.</summary>
    public int Passed => Results.Count(result => result.Passed);

    /// <summary>How many failed.</summary>
    public int Failed => Results.Count - Passed;

    /// <summary>Whether there was something to check, and all of it passed.</summary>
    public bool AllPassed => Results.Count > 0 && Failed == 0;

    /// <summary>The totals in words.</summary>
    public string Totals => $"{Passed} passed, {Failed} failed";

    /// <summary>Writes it as <c>report.html</c>, <c>report.json</c> and <c>report.junit.xml</c>.</summary>
    /// <param name="folder">Where to; it is made if need be.</param>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.html"), HtmlReport.Of(this));
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonReport.Of(this));
        File.WriteAllText(Path.Combine(folder, "report.junit.xml"), JUnitReport.Of(this));
    }
}
