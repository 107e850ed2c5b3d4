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
        MailLine[] all =
        [
            .. lines.OrderBy(line => line.Cleared).DistinctBy(line => line.Key).OrderBy(line => line.LastDay)
                .ThenBy(line => line.Key.Authority, StringComparer.Ordinal).ThenBy(line => line.Key.CaseReference, StringComparer.Ordinal)
                .ThenBy(line => line.Key.Milestone, StringComparer.Ordinal).ThenBy(line => line.Key.Clock, StringComparer.Ordinal),
        ];
        var subject = Counts(all);
        var shown = all.Take(MostLines).ToArray();
        return new(subject, MailText.Of(subject, shown, all.Length - shown.Length, address), MailHtml.Of(subject, shown, all.Length - shown.Length, address));
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
        var things = Things(lines);
        var overdue = lines.Count(line => line.Overdue);
        var cleared = lines.Count(line => line.Cleared);
        var due = lines.Length - overdue - cleared;
        var soon = due == 0 ? "" : $"due within {Horizon(lines)} days";
        var ended = cleared == 0 ? "" : $", {cleared} no longer overdue";
        return (overdue, due) switch
        {
            (0, 0) => $"{cleared} {things(cleared)} no longer overdue",
            (_, 0) => $"{overdue} {things(overdue)} overdue{ended}",
            (0, _) => $"{due} {things(due)} {soon}{ended}",
            _ => $"{overdue} {things(overdue)} overdue, {due} {soon}{ended}",
        };
    }

    private static Func<int, string> Things(MailLine[] lines)
    {
        var noun = Array.TrueForAll(lines, line => line.Key.Milestone == "final-plan") ? "plan" : "deadline";
        return count => count == 1 ? noun : noun + "s";
    }

    private static int Horizon(MailLine[] lines)
    {
        var furthest = lines.Where(line => !line.Cleared).Max(line => line.DaysLeft);
        return Array.Find(Horizons, days => furthest <= days) is var days and > 0 ? days : furthest;
    }
}
