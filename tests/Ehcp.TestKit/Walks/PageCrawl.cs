using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Ehcp.TestKit.Walks;

/// <summary>Follows every link of every page, as a reader who clicks on all of them.</summary>
public static partial class PageCrawl
{
    private const int Most = 2000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="who">For the report.</param>
    /// <param name="reader">With their session.</param>
    /// <param name="hidden">What they may not see.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>What is wrong, and how many addresses were opened.</returns>
    public static async Task<(IReadOnlyList<string> Wrong, int Opened)> CrawlAsync(
        string who, HttpClient reader, IReadOnlyCollection<Secret> hidden, params string[] from)
    {
        var (wrong, seen, next) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal),
            new Queue<(string Path, string On)>(from.Select(path => (path, "the start"))));
        while (next.TryDequeue(out var link))
        {
            if (!seen.Add(link.Path))
            {
                continue;
            }

            Assert.True(seen.Count <= Most, $"{who}: more than {Most} addresses; the last was {link}.");
            using var answer = await reader.GetAsync(new Uri(link.Path, UriKind.Relative), Stop);
            var (status, text) = ((int)answer.StatusCode, await RouteWalk.TextAsync(answer));
            if (status >= 400)
            {
                wrong.Add($"{who} {link.Path} on {link.On}: {status}");
            }

            wrong.AddRange(hidden.SelectMany(secret => secret.Marks.Prepend(secret.Reference))
                .Where(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase))
                .Select(mark => $"{who} {link.Path}: shows {mark}"));
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            foreach (Match href in Href().Matches(await answer.Content.ReadAsStringAsync(Stop)))
            {
                var address = new Uri(new Uri(reader.BaseAddress!, link.Path), WebUtility.HtmlDecode(href.Groups["address"].Value));
                if (address.Authority == reader.BaseAddress!.Authority)
                {
                    next.Enqueue((address.PathAndQuery, link.Path));
                }
            }
        }

        return (wrong, seen.Count);
    }

    [GeneratedRegex("(?:href|src)=\"(?<address>[^\"#]+)[^\"]*\"")]
    private static partial Regex Href();
}
