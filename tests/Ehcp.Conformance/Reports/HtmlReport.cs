using System.Globalization;
using System.Net;
using System.Text;
using Ehcp.Conformance.Checks;

namespace Ehcp.Conformance.Reports;

/// <summary>The report for people: one page, without script or pictures, that prints and is read aloud well.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body { font: 16px/1.5 sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #0b0c0c; background: #fff }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem }
        caption, th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; overflow-wrap: anywhere }
        caption { font-weight: bold } tr { border-bottom: 1px solid #b1b4b6; break-inside: avoid }
        .failed { font-weight: bold; border-left: .4rem solid #d4351c; padding-left: .6rem }
        @media print { body { font-size: 10pt; max-width: none; margin: 0 } h2 { break-after: avoid } }
        """;

    public static string Of(Report report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Safe(report.Title)}: {report.Totals}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{Safe(report.Title)}</h1>
            <p><strong>{report.Totals}.</strong> {report.At.UtcDateTime:d MMMM yyyy, HH:mm} UTC.</p>
            <table>
            <caption>What was checked</caption>
            <tbody>

            """);
        foreach (var line in report.Head)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Safe(line.Name)}</th><td>{Safe(line.Value)}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
        Totals(page, report);
        Table(page, "What failed", report.Results.Where(result => !result.Passed), "Nothing failed.");
        page.Append("<h2>Every check</h2>\n");
        foreach (var group in report.Results.GroupBy(result => result.Group))
        {
            Table(page, group.Key, group, "");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Totals(StringBuilder page, Report report)
    {
        page.Append("<table>\n<caption>Totals</caption>\n<thead><tr><th scope=\"col\">About</th><th scope=\"col\">Passed</th><th scope=\"col\">Failed</th></tr></thead>\n<tbody>\n");
        foreach (var group in report.Results.GroupBy(result => result.Group))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Safe(group.Key)}</th><td>{group.Count(result => result.Passed)}</td><td>{group.Count(result => !result.Passed)}</td></tr>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">All</th><td>{report.Passed}</td><td>{report.Failed}</td></tr>\n</tbody>\n</table>\n");
    }

    private static void Table(StringBuilder page, string title, IEnumerable<CheckResult> results, string none)
    {
        var rows = results.ToList();
        page.Append(CultureInfo.InvariantCulture, $"<h3>{Safe(title)}</h3>\n");
        if (rows.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{none}</p>\n");
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            <table>
            <caption>{Safe(title)}: {rows.Count}</caption>
            <thead><tr><th scope="col">Check</th><th scope="col">Sent</th><th scope="col">Expected</th><th scope="col">Got</th><th scope="col">Result</th></tr></thead>
            <tbody>

            """);
        foreach (var row in rows)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Safe(row.Name)}</th><td>{Safe(row.Sent)}</td><td>{Safe(row.Expected)}</td><td>{Safe(row.Got)}</td>"
                    + $"<td{(row.Passed ? ">passed" : " class=\"failed\">failed")}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
