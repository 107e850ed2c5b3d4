using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Hosting.Pages;

/// <summary>
/// Pages for whoever runs a service, which every service has alike: without script, with one small style sheet in the page. What is put into one is encoded by
/// <see cref="Encode"/>.
/// </summary>
public static class PlainPage
{
    private const string Style = """
        :root { --text: #0b0c0c; --page: #fff; --link: #1d70b8; --line: #b1b4b6; --error: #d4351c; --button: #00703c }
        @media (prefers-color-scheme: dark) { :root { --text: #f3f2f1; --page: #0b0c0c; --link: #8eb8dc; --line: #6b7276; --error: #f47738 } }
        * { box-sizing: border-box } body { margin: 0; background: var(--page); color: var(--text); font: 19px/1.4 Arial, Helvetica, sans-serif }
        header { background: #0b0c0c; color: #fff; border-bottom: 10px solid #1d70b8; padding: 12px 0; font-weight: bold } header div, main { max-width: 960px; margin: 0 auto; padding: 0 15px }
        .skip { position: absolute; left: 0; top: -100px; background: #fd0; color: #0b0c0c; padding: 10px 15px } .skip:focus { top: 0 }
        main { padding-bottom: 60px } h1 { font-size: 36px; line-height: 1.1; margin: 30px 0; overflow-wrap: anywhere } h2 { font-size: 24px; margin: 40px 0 15px } a { color: var(--link) }
        :focus { outline: 3px solid #fd0; outline-offset: 0 } fieldset { border: 0; margin: 0 0 30px; padding: 0; min-width: 0 } legend, label.name { font-weight: bold; display: block; margin: 0 0 5px; padding: 0 }
        .hint { color: inherit; opacity: .85; margin: 0 0 8px } .group { margin: 0 0 30px } select, input[type=text], input[type=file], input[type=date] { font: inherit; color: var(--text); background: var(--page); border: 2px solid var(--text); padding: 6px; max-width: 100%; min-height: 44px }
        .choice { display: block; padding: 8px 0 } .choice input { width: 24px; height: 24px; margin: 0 12px 0 0; vertical-align: middle }
        button { font: inherit; color: #fff; background: var(--button); border: 0; box-shadow: 0 2px 0 #002d18; padding: 9px 14px; min-height: 44px; cursor: pointer } button.warning { background: #d4351c; box-shadow: 0 2px 0 #55150b }
        .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin: 0 0 30px } caption { text-align: left; font-weight: bold; padding: 0 0 8px } th, td { text-align: left; vertical-align: top; padding: 10px 20px 10px 0; border-bottom: 1px solid var(--line) } td.number { text-align: right }
        .problem { border: 5px solid var(--error); padding: 15px 20px; margin: 30px 0 } .problem h2 { margin: 0 0 10px } .state { border-left: 10px solid var(--line); padding: 5px 15px; margin: 30px 0 }
        nav a { color: #fff; margin-right: 20px; font-weight: normal; display: inline-block; padding: 8px 0 } .wrong { border-left: 5px solid var(--error); padding-left: 15px }
        .error { color: var(--error); font-weight: bold; margin: 0 0 8px } button.second { background: var(--page); color: var(--text); border: 2px solid var(--text); box-shadow: none }
        dl.facts { margin: 0 0 30px } dl.facts div { border-bottom: 1px solid var(--line); padding: 10px 0 } dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere } td, th { overflow-wrap: break-word }
        .done { border: 5px solid #00703c; padding: 15px 20px; margin: 30px 0 } .done h2 { margin: 0 0 10px } code { overflow-wrap: anywhere }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'";

    /// <summary>A whole page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="title">Its title, as text.</param>
    /// <param name="body">What stands in it, as HTML.</param>
    /// <param name="others">Paths and names of the pages that the heading leads to.</param>
    public static ContentHttpResult Answer(HttpContext context, int status, string title, string body, params (string Path, string Name)[] others)
    {
        ArgumentNullException.ThrowIfNull(context);
        var nav = others is not { Length: > 0 } ? ""
            : $"<nav aria-label=\"Pages\">{string.Concat(others.Select(other => $"<a href=\"{Encode(other.Path)}\">{Encode(other.Name)}</a>"))}</nav>";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "same-origin";
        return TypedResults.Content($"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>{Encode(title)} - EHCP deadline tracker</title><style>{Style}</style></head>
            <body>
            <a href="#main-content" class="skip">Skip to main content</a>
            <header><div>EHCP deadline tracker{nav}</div></header>
            <main id="main-content" tabindex="-1">
            {body}
            </main></body>
            </html>
            """, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>What is wrong, as the first thing of a page; empty where nothing is.</summary>
    /// <param name="problems">Each in words, with the id of the field that it is about, or null.</param>
    public static string Mistakes(IReadOnlyCollection<(string Words, string? Field)> problems) => problems.Count == 0 ? "" : $"""
        <div class="problem" role="alert"><h2>There is a problem</h2>{string.Concat(problems.Select(problem => problem.Field is { } field ? $"<p><a href=\"#{Encode(field)}\">{Encode(problem.Words)}</a></p>" : $"<p>{Encode(problem.Words)}</p>"))}</div>

        """;

    /// <summary>An instant for people, in London time.</summary>
    public static string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Contracts.LondonCalendar.Zone).ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Text as HTML.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
