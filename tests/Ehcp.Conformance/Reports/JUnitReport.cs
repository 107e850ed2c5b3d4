using System.Xml.Linq;

namespace Ehcp.Conformance.Reports;

/// <summary>The report for build servers, which show it as tests.</summary>
internal static class JUnitReport
{
    public static string Of(Report report) => new XDocument(
        new XElement(
            "testsuites",
            new XAttribute("name", report.Title), new XAttribute("tests", report.Results.Count), new XAttribute("failures", report.Failed),
            report.Results.GroupBy(result => result.Group).Select(group => new XElement(
                "testsuite",
                new XAttribute("name", group.Key), new XAttribute("tests", group.Count()), new XAttribute("failures", group.Count(result => !result.Passed)),
                new XAttribute("timestamp", report.At.UtcDateTime.ToString("s")),
                group.Select(result => new XElement(
                    "testcase",
                    new XAttribute("classname", group.Key), new XAttribute("name", $"{result.Name} ({result.Sent})"),
                    result.Passed ? null : new XElement("failure", new XAttribute("message", $"expected {result.Expected}; got {result.Got}")))))))).ToString() + "\n";
}
