using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Ehcp.Contracts;
using Ehcp.Scheduler.Mails;

namespace Ehcp.Scheduler.Sources;

/// <summary>What whoever looks after a sending system reads each morning of what was refused the day before. It names no case and no id.</summary>
internal static class RefusalContent
{
    private const int MostRules = 10;
    private const int MostSources = 50;

    private const string Meaning =
        "What is refused is not in the deadline tracker: nobody is warned of it, and no figure counts it. Correct it in the sending system, or in the tray.";

    private const string About =
        "Sent by the EHCP deadline tracker once in the morning, only after a day on which something was refused or came late. Nobody reads replies to this "
        + "address.";

    /// <param name="tray">Where the tray is; null where no setting says so.</param>
    internal static MailContent Of(DateOnly day, IReadOnlyList<SummarisedSource> sources, Uri? tray)
    {
        var (refused, late) = (sources.Sum(source => source.Refused), sources.Sum(source => source.Late));
        string[] parts = [refused > 0 ? $"{Number(refused)} refused" : "", late > 0 ? $"{Number(late)} sent late" : ""];
        var subject = $"{string.Join(", ", parts.Where(part => part.Length > 0))} on {Written(day)}";
        var (text, html) = (new StringBuilder(subject).Append("\n\n"), new StringBuilder(MailHtml.Head(subject)));
        text.Append(Meaning).Append("\n\n");
        html.Append($"<p>{Encoded(Meaning)}</p>\n");
        foreach (var source in sources.Take(MostSources))
        {
            var heading = $"Source {OneLine(source.Source)}";
            text.Append(heading).Append('\n');
            html.Append($"<h2>{Encoded(heading)}</h2>\n<ul>\n");
            foreach (var line in Lines(source))
            {
                text.Append("- ").Append(line).Append('\n');
                html.Append($"<li>{Encoded(line)}</li>\n");
            }

            text.Append('\n');
            html.Append("</ul>\n");
        }

        if (tray is not null)
        {
            text.Append($"Look at each, correct it or set it aside: {tray}\n\n");
            html.Append($"<p>Look at each, correct it or set it aside: <a href=\"{Encoded(tray.AbsoluteUri)}\">{Encoded(tray.AbsoluteUri)}</a></p>\n");
        }

        return new(
            subject, text.Append("-- \n").Append(About).Append('\n').ToString(),
            html.Append($"<p><small>{Encoded(About)}</small></p>\n</body>\n</html>\n").ToString());
    }

    private static IEnumerable<string> Lines(SummarisedSource source)
    {
        yield return $"{Number(source.Taken)} taken, {Number(source.Refused)} refused";
        foreach (var rule in source.Rules.Take(MostRules))
        {
            yield return $"{Number(rule.Count)} refused: {OneLine(rule.InWords)}";
        }

        if (source.Rules.Count > MostRules)
        {
            yield return $"{Number(source.Rules.Skip(MostRules).Sum(rule => rule.Count))} refused for other reasons";
        }

        if (source.Late > 0)
        {
            yield return $"{Number(source.Late)} told of something more than {source.LateDays} days after it had happened";
        }

        if (source.OldestOpen is { } oldest)
        {
            yield return $"{Number(source.Open)} still open, the oldest since {Written(oldest)}";
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Written(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
