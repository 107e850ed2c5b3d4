using System.Text;
using System.Text.Encodings.Web;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Digests;

/// <summary>The digest in words: groups with their counts, a case in one of them with all its lines, the oldest first, and never longer than a
/// person reads.</summary>
internal static class DigestContent
{
    internal const int MostCasesOfAGroup = 20;

    private const int MostLinesOfACase = 10;

    private const string About = "Sent by the EHCP deadline tracker on working days on which something is due. Nobody reads replies to this address.";

    private static readonly (DigestGroup Group, string Title, string Counted)[] Groups =
    [
        (DigestGroup.Breached, "Breached (final plan overdue, no exemption excuses it)", "breached"),
        (DigestGroup.OthersOverdue, "Other duties overdue", "with other duties overdue"),
        (DigestGroup.DueSoon, "Due in the next ten working days", "due in ten working days"),
        (DigestGroup.FamilyToTell, "Families to be told", "with a family to be told"),
        (DigestGroup.WaitingOnOthers, "Waiting on others", "waiting"),
        (DigestGroup.CannotCompute, "Cannot be computed", "cannot be computed"),
    ];

    /// <param name="lines">Every line, in any order; at least one. The counts are of cases: each stands once, where its most pressing line does.</param>
    internal static MailContent Of(IReadOnlyCollection<DigestLine> lines, PublicAddress address)
    {
        var cases = ByGroup(lines);
        var parts = Groups.Select(group => (group.Title, group.Counted, Cases: cases[group.Group].ToList())).Where(part => part.Cases.Count > 0).ToList();
        var subject = "Today: " + string.Join(", ", parts.Select(part => $"{part.Cases.Count} {part.Counted}"));
        var unassigned = parts.Sum(part => part.Cases.Count(ofCase => ofCase[0].Unassigned));
        var note = unassigned switch { 0 => null, 1 => "1 case has no case officer.", _ => $"{unassigned} cases have no case officer." };
        var (text, html) = (new StringBuilder(), new StringBuilder());
        text.Append(subject).Append("\n\n").Append(note is null ? "" : note + "\n\n");
        html.Append(MailHtml.Head(subject)).Append(note is null ? "" : $"<p>{Encoded(note)}</p>\n");
        foreach (var part in parts)
        {
            var more = part.Cases.Count - MostCasesOfAGroup;
            text.Append($"{part.Title}: {part.Cases.Count}\n\n");
            html.Append($"<h2>{Encoded(part.Title)}: {part.Cases.Count}</h2>\n<ul>\n");
            foreach (var ofCase in part.Cases.Take(MostCasesOfAGroup))
            {
                Write(text, html, ofCase, address);
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

    /// <summary>Those of some lines that a digest names. It counts the others.</summary>
    internal static IEnumerable<DigestLine> Named(IEnumerable<DigestLine> lines) =>
        ByGroup(lines).SelectMany(group => group.Take(MostCasesOfAGroup)).SelectMany(ofCase => ofCase.Take(MostLinesOfACase));

    private static ILookup<DigestGroup, DigestLine[]> ByGroup(IEnumerable<DigestLine> lines) => InOrder(lines).ToLookup(ofCase => ofCase[0].Group);

    private static void Write(StringBuilder text, StringBuilder html, DigestLine[] lines, PublicAddress address)
    {
        var first = lines[0].Line;
        var link = address.CaseLink(first.Key.Authority, first.Key.CaseReference);
        var nobody = lines[0].Unassigned ? ", no case officer" : "";
        text.Append($"{first.CaseReference}, {first.AuthorityName}{nobody}\n{link}\n");
        html.Append($"<li><a href=\"{Encoded(link)}\">{Encoded(first.CaseReference)}</a>, {Encoded(first.AuthorityName)}{nobody}\n<ul>\n");
        foreach (var line in lines.Take(MostLinesOfACase))
        {
            string[] sentences = [.. line.Sentences, .. line.Line.AcknowledgedText is { } said ? new[] { said } : []];
            text.Append($"- {line.Standing}: {string.Join("\n  ", sentences)}\n");
            html.Append($"<li><strong>{Encoded(line.Standing)}</strong>: {string.Join(' ', sentences.Select(Encoded))}</li>\n");
        }

        if (lines.Length > MostLinesOfACase)
        {
            var more = $"{lines.Length - MostLinesOfACase} more of this case";
            text.Append($"- {more}\n");
            html.Append($"<li>{more}</li>\n");
        }

        text.Append('\n');
        html.Append("</ul></li>\n");
    }

    // The lines of each case, the most pressing first; the cases likewise.
    private static IEnumerable<DigestLine[]> InOrder(IEnumerable<DigestLine> lines) => lines
        .GroupBy(line => (line.Line.Key.Authority, line.Line.Key.CaseReference))
        .Select(lines => lines.OrderBy(line => line.Group).ThenBy(Since).ThenBy(line => line.Line.Key.Milestone, StringComparer.Ordinal)
            .ThenBy(line => line.Line.Key.Clock, StringComparer.Ordinal).ToArray())
        .OrderBy(lines => Since(lines[0])).ThenBy(lines => lines[0].Line.Key.Authority, StringComparer.Ordinal)
        .ThenBy(lines => lines[0].Line.Key.CaseReference, StringComparer.Ordinal);

    private static DateOnly? Since(DigestLine line) =>
        line.Group is DigestGroup.WaitingOnOthers or DigestGroup.FamilyToTell ? line.StartedOn : line.Line.LastDay;

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
