using System.Text;
using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Mails;

/// <summary>The mail as plain text.</summary>
internal static class MailText
{
    internal const string About =
        "Sent by the EHCP deadline tracker to the people responsible for these cases. Each step is told once. Nobody reads replies to this address.";

    internal static string Of(string heading, IReadOnlyList<MailLine> lines, int more, PublicAddress address)
    {
        var text = new StringBuilder();
        text.Append(heading).Append("\n\n");
        foreach (var line in lines)
        {
            text.Append(line.CaseReference).Append(", ").Append(line.AuthorityName).Append(": ").Append(line.DaysText).Append('\n')
                .Append("  ").Append(line.Duty).Append(".\n")
                .Append("  ").Append(line.Why).Append('\n')
                .Append(line.AcknowledgedText is { } said ? $"  {said}\n" : "")
                .Append("  ").Append(address.CaseLink(line.Key.Authority, line.Key.CaseReference)).Append('\n')
                .Append(line.AcknowledgeLink is { } link ? $"  Acknowledge: {link}\n" : "").Append('\n');
        }

        if (more > 0)
        {
            text.Append(More(more)).Append(' ').Append(address.Root).Append("\n\n");
        }

        return text.Append("-- \n").Append(About).Append('\n').ToString();
    }

    internal static string More(int more) => more == 1 ? "1 more is not listed here. See all:" : $"{more} more are not listed here. See all:";
}
