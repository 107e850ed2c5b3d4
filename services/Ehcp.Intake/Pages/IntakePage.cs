using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Intake.Pages;

/// <summary>What every page of this service looks like: one style, no script, nothing from elsewhere.</summary>
internal static class IntakePage
{
    private const string Style = """
        :root { --text: #0b0c0c; --page: #fff; --link: #1d70b8; --line: #b1b4b6; --error: #d4351c; --button: #00703c }
        @media (prefers-color-scheme: dark) { :root { --text: #f3f2f1; --page: #0b0c0c; --link: #8eb8dc; --line: #6b7276; --error: #f47738 } }
        * { box-sizing: border-box } body { margin: 0; background: var(--page); color: var(--text); font: 19px/1.4 Arial, Helvetica, sans-serif }
        header { background: #0b0c0c; color: #fff; border-bottom: 10px solid #1d70b8; padding: 12px 0; font-weight: bold } header div, main { max-width: 960px; margin: 0 auto; padding: 0 15px }
        main { padding-bottom: 60px } h1 { font-size: 36px; line-height: 1.1; margin: 30px 0 } h2 { font-size: 24px; margin: 40px 0 15px } a { color: var(--link) }
        :focus { outline: 3px solid #fd0; outline-offset: 0 } fieldset { border: 0; margin: 0 0 30px; padding: 0 } legend, label.name { font-weight: bold; display: block; margin: 0 0 5px; padding: 0 }
        .hint { color: inherit; opacity: .85; margin: 0 0 8px } .group { margin: 0 0 30px } select, input[type=text], input[type=date], input[type=file] { font: inherit; color: var(--text); background: var(--page); border: 2px solid var(--text); padding: 6px; max-width: 100%; min-height: 44px }
        .choice { display: block; padding: 8px 0 } .choice input { width: 24px; height: 24px; margin: 0 12px 0 0; vertical-align: middle }
        button { font: inherit; color: #fff; background: var(--button); border: 0; box-shadow: 0 2px 0 #002d18; padding: 9px 14px; min-height: 44px; cursor: pointer }
        .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin: 0 0 30px } caption { text-align: left; font-weight: bold; padding: 0 0 8px } th, td { text-align: left; vertical-align: top; padding: 10px 20px 10px 0; border-bottom: 1px solid var(--line) } td.number { text-align: right }
        .problem { border: 5px solid var(--error); padding: 15px 20px; margin: 30px 0 } .problem h2 { margin: 0 0 10px } .state { border-left: 10px solid var(--line); padding: 5px 15px; margin: 30px 0 }
        nav a { color: #fff; margin-right: 20px; font-weight: normal; display: inline-block; padding: 8px 0 } .wrong { border-left: 5px solid var(--error); padding-left: 15px }
        .error { color: var(--error); font-weight: bold; margin: 0 0 8px } button.second { background: var(--page); color: var(--text); border: 2px solid var(--text); box-shadow: none }
        dl.facts { margin: 0 0 30px } dl.facts div { border-bottom: 1px solid var(--line); padding: 10px 0 } dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere } td, th { overflow-wrap: break-word }
        """;

    /// <summary>A page with this body.</summary>
    public static ContentHttpResult Of(HttpContext context, int status, string title, string body)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers["Referrer-Policy"] = "same-origin";
        return TypedResults.Content($"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{E(title)} - EHCP deadline tracker</title><style>{Style}</style></head>
            <body>
            <header><div>EHCP deadline tracker<nav aria-label="Pages"><a href="/imports">Files</a><a href="/tray">Tray</a></nav></div></header>
            <main>
            {body}
            </main></body>
            </html>
            """, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>What is wrong, above everything else; nothing where there is nothing.</summary>
    public static string Problem(IReadOnlyCollection<string> problems) => problems.Count == 0 ? "" : $"""
        <div class="problem" role="alert" tabindex="-1"><h2>There is a problem</h2>{string.Concat(problems.Select(problem => $"<p>{E(problem)}</p>"))}</div>
        """;

    /// <summary>A table that scrolls by itself where it is wider than the screen.</summary>
    public static string Table(string caption, IEnumerable<string> columns, IEnumerable<string> rows) => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="{E(caption)}"><table>
        <caption>{E(caption)}</caption>
        <thead><tr>{string.Concat(columns.Select(column => $"<th scope=\"col\">{E(column)}</th>"))}</tr></thead>
        <tbody>{string.Concat(rows)}</tbody>
        </table></div>
        """;

    /// <summary>An instant as London's clocks show it.</summary>
    public static string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Contracts.LondonCalendar.Zone).ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture);

    public static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string E(string text) => HtmlEncoder.Default.Encode(text);
}
