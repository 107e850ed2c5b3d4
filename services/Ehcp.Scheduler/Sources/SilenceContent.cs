using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Ehcp.Contracts;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Sources;

/// <summary>What the SEND mailbox reads of sources that fell silent or send again.</summary>
internal static class SilenceContent
{
    private const int MostLines = 50;

    private const string Meaning =
        "While a source is silent, new requests and sent plans in that system do not reach the deadline tracker: nobody is warned of them.";

    private const string About =
        "Sent by the EHCP deadline tracker once when a source falls silent, and once when it sends again. Nobody reads replies to this address.";

    internal static MailContent Of(IReadOnlyCollection<SourceNews> news, DateTimeOffset now, PublicAddress address)
    {
        var (silent, again) = (news.Where(source => source.Silent).ToList(), news.Where(source => !source.Silent).ToList());
        string[] parts = [Counted(silent.Count, "is silent", "are silent"), Counted(again.Count, "sends again", "send again")];
        var subject = string.Join(", ", parts.Where(part => part.Length > 0));
        var (text, html) = (new StringBuilder(subject).Append("\n\n"), new StringBuilder(MailHtml.Head(subject)));
        if (silent.Count > 0)
        {
            text.Append(Meaning).Append("\n\n");
            html.Append($"<p>{Encoded(Meaning)}</p>\n");
        }

        html.Append("<ul>\n");
        foreach (var source in silent.Concat(again).Take(MostLines))
        {
            var line = $"{OneLine(source.Source)}, {Authorities.Find(source.Authority)?.Name ?? OneLine(source.Authority)}: {What(source, now)}";
            text.Append(line).Append("\n\n");
            html.Append($"<li>{Encoded(line)}</li>\n");
        }

        html.Append("</ul>\n");
        if (news.Count > MostLines)
        {
            var more = MailText.More(news.Count - MostLines);
            text.Append($"{more} {address.Root}\n\n");
            html.Append($"<p>{Encoded(more)} <a href=\"{Encoded(address.Root)}\">{Encoded(address.Root)}</a></p>\n");
        }

        return new(
            subject, text.Append("-- \n").Append(About).Append('\n').ToString(),
            html.Append($"<p><small>{Encoded(About)}</small></p>\n</body>\n</html>\n").ToString());
    }

    private static string Counted(int count, string one, string many) => count switch { 0 => "", 1 => $"1 source {one}", _ => $"{count} sources {many}" };

    private static string What(SourceNews source, DateTimeOffset now) => source.Silent
        ? $"nothing for {(int)(now - source.HeardAt).TotalHours} hours, since {Written(source.HeardAt)}"
        : $"sends again, last {Written(source.HeardAt)}";

    private static string Written(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, LondonCalendar.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
