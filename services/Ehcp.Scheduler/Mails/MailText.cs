using System.Text;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Mails;

/// <summary>The mail as plain text.</summary>
internal static class MailText
{
    internal const string About =
        "Sent by the EHCP deadline tracker to the people responsible for these cases. Each step is told once: the numbers are those of this mail, and not of "
        + "everything overdue. Nobody reads replies to this address.";

    internal static string Of(string heading, IReadOnlyList<CaseBlock> blocks, int more, PublicAddress address)
    {
        var text = new StringBuilder();
        text.Append(heading).Append("\n\n");
        foreach (var block in blocks)
        {
            var first = block.First;
            text.Append(first.CaseReference).Append(", ").Append(first.AuthorityName).Append('\n')
                .Append(address.CaseLink(first.Key.Authority, first.Key.CaseReference)).Append('\n');
            foreach (var line in block.Lines)
            {
                text.Append("- ").Append(line.LeftText).Append(": ").Append(line.Act).Append(".\n")
                    .Append("  ").Append(line.Why).Append('\n')
                    .Append(line.AcknowledgedText is { } said ? $"  {said}\n" : "")
                    .Append(line.AcknowledgeLink is { } link ? $"  Acknowledge: {link}\n" : "");
            }

            text.Append('\n');
        }

        if (more > 0)
        {
            text.Append(More(more)).Append(' ').Append(address.Root).Append("\n\n");
        }

        return text.Append("-- \n").Append(About).Append('\n').ToString();
    }

    internal static string More(int more) => more == 1 ? "1 more case is not listed here. See all:" : $"{more} more cases are not listed here. See all:";
}
