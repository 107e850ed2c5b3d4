namespace Ehcp.Scheduler.Mails;

/// <summary>Everything a mail says of one case: however many of its clocks fell due, it stands there once.</summary>
/// <param name="Lines">The most pressing first; at least one.</param>
internal sealed record CaseBlock(IReadOnlyList<MailLine> Lines)
{
    internal MailLine First => Lines[0];

    /// <summary>Blocks in the order of their most pressing line. A clock that is there for several roles or rungs is told once.</summary>
    internal static List<CaseBlock> Of(IEnumerable<MailLine> lines) =>
    [
        .. lines.OrderBy(line => line.Cleared).DistinctBy(line => line.Key)
            .GroupBy(line => (line.Key.Authority, line.Key.CaseReference))
            .Select(lines => new CaseBlock(
                [
                    .. lines.OrderBy(line => line.Rank).ThenBy(line => line.Key.Milestone, StringComparer.Ordinal)
                        .ThenBy(line => line.Key.Clock, StringComparer.Ordinal),
                ]))
            .OrderBy(block => block.First.Rank).ThenBy(block => block.First.Key.Authority, StringComparer.Ordinal)
            .ThenBy(block => block.First.Key.CaseReference, StringComparer.Ordinal),
    ];

    /// <summary>As many whole blocks as have at most so many lines; the first in any case.</summary>
    internal static List<CaseBlock> Within(IReadOnlyList<CaseBlock> blocks, int mostLines)
    {
        var lines = 0;
        return [.. blocks.TakeWhile((block, at) => (lines += block.Lines.Count) <= mostLines || at == 0)];
    }
}
