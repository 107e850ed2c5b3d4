using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Ehcp.Hosting.Problems;

/// <summary>A problem as a page for people. A service with a layout of its own registers its own.</summary>
public interface IProblemPage
{
    /// <summary>The whole page as HTML.</summary>
    string Write(HttpContext context, Problem problem);
}

/// <summary>A plain page: no script, no style, the same words as the JSON.</summary>
internal sealed class PlainProblemPage : IProblemPage
{
    public string Write(HttpContext context, Problem problem)
    {
        var (title, detail) = PlainWords.Of(problem);
        var page = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(title)}</title></head>
            <body><main>
            <h1>{Encode(title)}</h1>
            <p>{Encode(detail)}</p>

            """);
        if (problem.Errors is { Count: > 0 } errors)
        {
            page.Append("<ul>\n");
            foreach (var error in errors)
            {
                page.Append(CultureInfo.InvariantCulture, $"<li>{Encode(error.InWords)}</li>\n");
            }

            page.Append("</ul>\n");
        }

        return page.Append(CultureInfo.InvariantCulture, $"<p>Error {problem.Status}</p>\n</main></body>\n</html>\n").ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>A problem in the words of a page: nobody who reads one has a header to send.</summary>
public static class PlainWords
{
    /// <summary>A heading, and what to do.</summary>
    public static (string Title, string Detail) Of(Problem problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => ("You need to sign in", "This page is not open to everybody. Sign in, or ask whoever runs the service."),
        StatusCodes.Status405MethodNotAllowed => (problem.Title, "Go back and try again."),
        _ => (problem.Title, problem.Errors is { Count: > 0 } ? "Check these and try again." : problem.Detail ?? ""),
    };
}
