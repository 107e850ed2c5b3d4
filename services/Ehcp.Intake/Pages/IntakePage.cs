using System.Globalization;
using Ehcp.Hosting.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ehcp.Intake.Pages;

/// <summary>What the pages of this service have in common, beside what every service's have.</summary>
internal static class IntakePage
{
    /// <summary>A page with this body.</summary>
    public static ContentHttpResult Of(HttpContext context, int status, string title, string body) =>
        PlainPage.Answer(context, status, title, body, ("/imports", "Files"), ("/tray", "Tray"));

    /// <summary>What is wrong, above everything else; nothing where there is nothing.</summary>
    public static string Problem(IReadOnlyCollection<string> problems) => PlainPage.Mistakes([.. problems.Select(problem => (problem, (string?)null))]);

    /// <summary>A table that scrolls by itself where it is wider than the screen.</summary>
    public static string Table(string caption, IEnumerable<string> columns, IEnumerable<string> rows) => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="{E(caption)}"><table>
        <caption>{E(caption)}</caption>
        <thead><tr>{string.Concat(columns.Select(column => $"<th scope=\"col\">{E(column)}</th>"))}</tr></thead>
        <tbody>{string.Concat(rows)}</tbody>
        </table></div>
        """;

    public static string Moment(DateTimeOffset at) => PlainPage.Moment(at);

    public static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string E(string text) => PlainPage.Encode(text);
}
