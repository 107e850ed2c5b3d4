using Ehcp.Scheduler.Policy;

namespace Ehcp.Scheduler.Mails;

/// <summary>What a mail says, as it will be sent however often.</summary>
internal sealed record MailContent(string Subject, string Text, string Html)
{
    /// <summary>A mail of ten thousand lines is read by nobody and refused by some servers.</summary>
    internal const int MostLines = 50;

    private const string Shadow = "Shadow mode: this went to you alone, and not to the person it is for.";

    private static readonly int[] Horizons = [7, 14, 28];

    /// <param name="lines">Every line, in any order; a clock that is in it for several roles or rungs is told once.</param>
    /// <param name="address">Where the links lead.</param>
    internal static MailContent Of(IEnumerable<MailLine> lines, PublicAddress address)
    {
        var blocks = CaseBlock.Of(lines);
        var subject = Counts([.. blocks.SelectMany(block => block.Lines)]);
        var shown = CaseBlock.Within(blocks, MostLines);
        return new(
            subject, MailText.Of(subject, shown, blocks.Count - shown.Count, address), MailHtml.Of(subject, shown, blocks.Count - shown.Count, address));
    }

    /// <summary>The same to the people themselves; with a shadow address, to the one who watches before they are mailed.</summary>
    internal MailContent Towards(string? shadowAddress) => shadowAddress is null ? this : InShadow();

    private MailContent InShadow() => new(
        "[shadow] " + Subject,
        $"{Shadow}\n\n{Text}",
        Html.Replace("<body>\n", $"<body>\n<p><strong>{Shadow}</strong></p>\n", StringComparison.Ordinal));

    // Such as "1 plan overdue, 3 due within 14 days": counts only, so that nothing from outside can reach a header.
    private static string Counts(MailLine[] lines)
    {
        var overdue = Things([.. lines.Where(line => line.Overdue)]);
        var due = lines.Where(line => !line.Overdue && !line.Cleared).ToArray();
        var cleared = lines.Where(line => line.Cleared).ToArray();
        var parts = new List<string>();
        if (overdue.Length > 0)
        {
            parts.Add($"{overdue} overdue");
        }

        if (due.Length > 0)
        {
            parts.Add($"{(parts.Count == 0 ? Things(due) : due.Length)} due within {Horizon(due)} days");
        }

        if (cleared.Length > 0)
        {
            parts.Add($"{(parts.Count == 0 ? Things(cleared) : cleared.Length)} no longer overdue");
        }

        return string.Join(", ", parts);
    }

    // Plans are counted apart: one of them among hundreds of other duties must not be missed.
    private static string Things(MailLine[] lines)
    {
        var plans = lines.Count(line => line.IsPlan);
        var others = lines.Length - plans;
        return (plans, others) switch
        {
            (0, 0) => "",
            (_, 0) => $"{plans} {(plans == 1 ? "plan" : "plans")}",
            (0, _) => $"{others} {(others == 1 ? "deadline" : "deadlines")}",
            _ => $"{plans} {(plans == 1 ? "plan" : "plans")} and {others} other {(others == 1 ? "deadline" : "deadlines")}",
        };
    }

    private static int Horizon(MailLine[] lines)
    {
        var furthest = lines.Max(line => line.DaysLeft);
        return Array.Find(Horizons, days => furthest <= days) is var days and > 0 ? days : furthest;
    }
}
