using System.Text;
using System.Text.Encodings.Web;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Digests;

/// <summary>The digest in words: four groups, each with its count, the oldest first, and never longer than a person reads.</summary>
internal static class DigestContent
{
    internal const int MostLinesOfAGroup = 20;

    private const string About = "Sent by the EHCP deadline tracker on working days on which something is due. Nobody reads replies to this address.";

    private static readonly (DigestGroup Group, string Title, string Counted)[] Groups =
    [
        (DigestGroup.Breached, "Breached", "breached"),
        (DigestGroup.DueSoon, "Due in the next ten working days", "due in ten working days"),
        (DigestGroup.WaitingOnOthers, "Waiting on others", "waiting"),
        (DigestGroup.CannotCompute, "Cannot be computed", "cannot be computed"),
    ];

    /// <param name="lines">Every line, in any order; at least one.</param>
    internal static MailContent Of(IReadOnlyCollection<DigestLine> lines, DateOnly today, PublicAddress address)
    {
        var parts = Groups.Select(group => (group.Title, group.Counted, Lines: InOrder(lines.Where(line => line.Group == group.Group))))
            .Where(part => part.Lines.Length > 0).ToList();
        var subject = "Today: " + string.Join(", ", parts.Select(part => $"{part.Lines.Length} {part.Counted}"));
        var unassigned = lines.Where(line => line.Unassigned).DistinctBy(line => (line.Line.Key.Authority, line.Line.Key.CaseReference)).Count();
        var note = unassigned switch { 0 => null, 1 => "1 case has no case officer.", _ => $"{unassigned} cases have no case officer." };
        var (text, html) = (new StringBuilder(), new StringBuilder());
        text.Append(subject).Append("\n\n").Append(note is null ? "" : note + "\n\n");
        html.Append(MailHtml.Head(subject)).Append(note is null ? "" : $"<p>{Encoded(note)}</p>\n");
        foreach (var part in parts)
        {
            var (shown, more) = (part.Lines.Take(MostLinesOfAGroup).ToList(), part.Lines.Length - MostLinesOfAGroup);
            text.Append($"{part.Title}: {part.Lines.Length}\n\n");
            html.Append($"<h2>{Encoded(part.Title)}: {part.Lines.Length}</h2>\n<ul>\n");
            foreach (var line in shown)
            {
                var link = address.CaseLink(line.Line.Key.Authority, line.Line.Key.CaseReference);
                var acknowledged = line.Line.AcknowledgedText is { } said ? " " + said : "";
                text.Append($"{line.Line.CaseReference}, {line.Line.AuthorityName}: {line.Detail(today)}\n  {line.Line.Duty}.{acknowledged}\n  {link}\n\n");
                html.Append($"<li><a href=\"{Encoded(link)}\">{Encoded(line.Line.CaseReference)}</a>, {Encoded(line.Line.AuthorityName)}: ")
                    .Append($"<strong>{Encoded(line.Detail(today))}</strong><br><small>{Encoded(line.Line.Duty)}.{Encoded(acknowledged)}</small></li>\n");
            }

            html.Append("</ul>\n");
            if (more > 0)
            {
                text.Append($"{MailText.More(more)} {address.Root}\n\n");
                html.Append($"<p>{Encoded(MailText.More(more))} <a href=\"{Encoded(address.Root)}\">{Encoded(address.Root)}</a></p>\n");
            }
        }

        return new(
            subject, text.Append("-- \n").Append(About).Append('\n').ToString(),
            html.Append($"<p><small>{Encoded(About)}</small></p>\n</body>\n</html>\n").ToString());
    }

    private static DigestLine[] InOrder(IEnumerable<DigestLine> lines) =>
    [
        .. lines.OrderBy(line => line.Group == DigestGroup.WaitingOnOthers ? line.StartedOn : line.Line.LastDay)
            .ThenBy(line => line.Line.Key.Authority, StringComparer.Ordinal).ThenBy(line => line.Line.Key.CaseReference, StringComparer.Ordinal)
            .ThenBy(line => line.Line.Key.Clock, StringComparer.Ordinal),
    ];

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
