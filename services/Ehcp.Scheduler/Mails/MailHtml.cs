using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Mails;

/// <summary>The mail as HTML for every mail program: one table with headers, in the reader's light or dark mode, no image and no script.</summary>
internal static class MailHtml
{
    // A program that drops it still shows a table with its headers.
    private const string Style = """

        :root { color-scheme: light dark }
        body { margin: 0; padding: 16px; font: 16px/1.45 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #ffffff }
        a { color: #1a65a6 }
        h1 { margin: 0 0 16px; font-size: 22px }
        table { width: 100%; max-width: 760px; border-collapse: collapse }
        caption { padding-bottom: 8px; text-align: left }
        th, td { padding: 8px 16px 8px 0; border-bottom: 1px solid #8a8f94; text-align: left; vertical-align: top }
        tbody th { font-weight: normal }
        a { overflow-wrap: anywhere }
        li { margin-bottom: 8px }
        @media (max-width: 600px) {
          thead { display: none }
          table, caption, tbody, tr, th, td { display: block }
          tr { border-top: 1px solid #8a8f94; padding: 8px 0 }
          th, td { padding: 4px 0; border-bottom: 0 }
        }
        @media (prefers-color-scheme: dark) { body { color: #f3f2f1; background: #121212 } a { color: #8ab4f8 } }

        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement);

    internal static string Of(string heading, IReadOnlyList<CaseBlock> blocks, int more, PublicAddress address)
    {
        var html = new StringBuilder();
        html.Append(Head(heading)).Append("""
            <table>
            <caption>Statutory deadlines, plans first, then the oldest</caption>
            <thead>
            <tr><th scope="col">Case</th><th scope="col">Duty</th><th scope="col">When</th></tr>
            </thead>
            <tbody>

            """);
        foreach (var block in blocks)
        {
            var link = address.CaseLink(block.First.Key.Authority, block.First.Key.CaseReference);
            var rows = block.Lines.Count == 1 ? "" : $" rowspan=\"{block.Lines.Count}\"";
            var head = $"<th scope=\"row\"{rows}><a href=\"{Encoded(link)}\">{Encoded(block.First.CaseReference)}</a><br>{Encoded(block.First.AuthorityName)}</th>\n";
            foreach (var line in block.Lines)
            {
                html.Append($"""
                    <tr>
                    {head}<td>{Encoded(line.Act)}{Acknowledged(line)}</td>
                    <td><strong>{Encoded(line.LeftText)}</strong><br><small>{Encoded(line.Why)}</small></td>
                    </tr>

                    """);
                head = "";
            }
        }

        html.Append("</tbody>\n</table>\n");
        if (more > 0)
        {
            html.Append($"<p>{Encoded(MailText.More(more))} <a href=\"{Encoded(address.Root)}\">{Encoded(address.Root)}</a></p>\n");
        }

        return html.Append($"<p><small>{Encoded(MailText.About)}</small></p>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The beginning of every mail, to its heading.</summary>
    internal static string Head(string heading) => $"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Encoded(heading)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <h1>{Encoded(heading)}</h1>

        """;

    private static string Acknowledged(MailLine line) => string.Concat(
        line.AcknowledgedText is { } said ? $"<br><small>{Encoded(said)}</small>" : "",
        line.AcknowledgeLink is { } link ? $"<br><small><a href=\"{Encoded(link)}\">Acknowledge</a></small>" : "");

    private static string Encoded(string text) => Encoder.Encode(text);
}
