using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.VisualBasic.FileIO;
using Xunit;

namespace Ehcp.TestKit.Walks;

/// <summary>
/// Reads every list and every file that the description of a service has, as the caller who sees everything: a list goes on by key to its end, and whatever
/// stayed is on one page of it; a file is whole or says that it is not, and opens in a spreadsheet as it is.
/// </summary>
/// <param name="all">Who may do everything.</param>
/// <param name="values">What the parameters of paths are filled with, by name.</param>
public sealed partial class ListWalk(HttpClient all, IReadOnlyDictionary<string, string> values)
{
    private const int MostPages = 100;
    private const string Csv = "text/csv";

    /// <summary>Parameters that a list needs to have rows, by operation id.</summary>
    public IReadOnlyDictionary<string, string> Queries { get; init; } = new Dictionary<string, string>();

    /// <summary>What happens between the first page and the second: something comes in, something ends.</summary>
    public Func<string, Task> BetweenAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Lists that have fewer than two rows here, so that only their description is read. It only becomes shorter.</summary>
    public IReadOnlySet<string> Short { get; init; } = new HashSet<string>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What is wrong, operation by operation; empty when nothing is.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync()
    {
        var document = JsonNode.Parse(await all.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Stop))!;
        var (wrong, lists, unread) = (new List<string>(), 0, Short.ToHashSet(StringComparer.Ordinal));
        foreach (var (path, verbs) in document["paths"]!.AsObject())
        {
            if (verbs!["get"] is not JsonObject get)
            {
                continue;
            }

            var id = (string)get["operationId"]!;
            var names = (get["parameters"]?.AsArray() ?? []).Where(one => (string?)one!["in"] == "query")
                .ToDictionary(one => (string)one!["name"]!, one => one!);
            var address = Placeholder().Replace(path, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));
            if (address.Contains('{', StringComparison.Ordinal) && (names.ContainsKey("limit") || IsFile(get)))
            {
                wrong.Add($"{id}: the walk does not know how to ask {path}");
                continue;
            }

            if (names.TryGetValue("limit", out var limit))
            {
                lists++;
                if (!names.ContainsKey("after"))
                {
                    wrong.Add($"{id} has a limit and no after: what lies beyond it cannot be read");
                }
                else
                {
                    unread.Remove(id);
                    wrong.AddRange((await ListAsync(id, address, (int)limit["schema"]!["maximum"]!)).Select(what => $"{id}: {what}"));
                }
            }

            if (IsFile(get))
            {
                wrong.AddRange((await FileAsync(id, address, names)).Select(what => $"{id} as a file: {what}"));
            }
        }

        Assert.True(lists > 0, "The description has no list.");
        wrong.AddRange(unread.Select(id => $"{id} is no list: it need not be left out"));
        return wrong;
    }

    private static bool IsFile(JsonObject get) => get["responses"]?["200"]?["content"]?[Csv] is not null;

    private async Task<List<string>> ListAsync(string id, string address, int most)
    {
        var first = await PageAsync(id, address, 1, after: null, within: null);
        var whole = await PageAsync(id, address, most, after: null, first.Within);
        if (whole.Rows.Count < 2)
        {
            return Short.Contains(id) ? [] : [$"has {whole.Rows.Count} rows here: the walk reads no second page"];
        }

        if (Short.Contains(id))
        {
            return ["has rows enough: it need not be left out"];
        }

        var (seen, after, within, size) = (new List<string>(), (string?)null, (string?)null, Math.Max(1, whole.Rows.Count / 6));
        for (var number = 0; number < MostPages; number++)
        {
            var page = await PageAsync(id, address, size, after, within);
            seen.AddRange(page.Rows);
            if (number == 0)
            {
                if (page.Next is null)
                {
                    return ["says nothing of a next page where there is one"];
                }

                await BetweenAsync(id);
            }

            (after, within) = (page.Next, page.Within ?? within);
            if (after is null)
            {
                break;
            }
        }

        return
        [
            .. whole.Rows.Where(row => !seen.Contains(row)).Select(row => $"this row is on no page: {row}"),
            .. seen.GroupBy(row => row).Where(same => same.Count() > 1).Select(same => $"this row is on {same.Count()} pages: {same.Key}"),
        ];
    }

    private async Task<Page> PageAsync(string id, string address, int limit, string? after, string? within)
    {
        var (more, from) = (Queries.TryGetValue(id, out var given) ? "&" + given : "", after is null ? "" : "&after=" + Uri.EscapeDataString(after));
        var query = $"{address}?limit={limit}{more}{from}";
        using var answer = await all.GetAsync(new Uri(query, UriKind.Relative), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{query}: {(int)answer.StatusCode} {text}");
        var body = JsonNode.Parse(text)!;
        if (body is JsonArray rows)
        {
            var link = answer.Headers.TryGetValues("Link", out var links) ? NextLink().Match(links.Single()) : null;
            return new(
                [.. rows.Select(row => row!.ToJsonString())], link is { Success: true } ? Uri.UnescapeDataString(link.Groups[1].Value) : null, null);
        }

        var (place, found) = Find(body, "", within);
        if (found?.FirstOrDefault(member => member.Value is JsonArray).Value is not JsonArray list)
        {
            return new([], null, null);
        }

        return new([.. list.Select(row => row!.ToJsonString())], found["next"]?.ToString(), place);
    }

    // The list is beside its next; on the last page, which may say nothing of a next, where it was on the one before.
    private static (string Place, JsonObject? Found) Find(JsonNode? node, string place, string? within)
    {
        if (node is JsonObject one)
        {
            if ((within is null && one.ContainsKey("next")) || place == within)
            {
                return (place, one);
            }

            foreach (var (name, value) in one)
            {
                if (Find(value, $"{place}/{name}", within) is { Found: not null } inner)
                {
                    return inner;
                }
            }
        }
        else if (node is JsonArray several)
        {
            foreach (var (at, value) in several.Index())
            {
                if (Find(value, $"{place}/{at}", within) is { Found: not null } inner)
                {
                    return inner;
                }
            }
        }

        return (place, null);
    }

    private async Task<List<string>> FileAsync(string id, string address, Dictionary<string, JsonNode> names)
    {
        var wrong = new List<string>();
        var query = $"{address}?{(names.ContainsKey("format") ? "format=csv&" : "")}{Queries.GetValueOrDefault(id)}";
        using var answer = await all.GetAsync(new Uri(query, UriKind.Relative), Stop);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
        if (!answer.IsSuccessStatusCode)
        {
            return [$"{query}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}"];
        }

        if (answer.Content.Headers.ContentType?.ToString() is not "text/csv; charset=utf-8")
        {
            wrong.Add($"is {answer.Content.Headers.ContentType}");
        }

        if (answer.Content.Headers.ContentDisposition?.FileName?.Trim('"').EndsWith(".csv", StringComparison.Ordinal) != true)
        {
            wrong.Add("has no name");
        }

        // Excel takes UTF-8 without the mark for Latin letters. What programs read has none.
        var forSpreadsheets = ((string?)names.GetValueOrDefault("format")?["description"])?.Contains("byte order mark", StringComparison.Ordinal) == true;
        if (forSpreadsheets != bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            wrong.Add(forSpreadsheets ? "lacks the byte order mark that its description promises" : "has a byte order mark that its description does not tell");
        }

        var lines = Read(bytes);
        wrong.AddRange(lines.Where(line => line.Length != lines[0].Length).Select(line => $"has a line of {line.Length} cells under {lines[0].Length} columns"));
        wrong.AddRange(lines.SelectMany(line => line).Where(WouldBeComputed).Select(cell => $"a spreadsheet would compute {cell}"));
        wrong.AddRange(lines.SelectMany(line => line).Where(cell => AmbiguousDate().IsMatch(cell)).Select(cell => $"{cell} is a date of two readings"));
        if (names.ContainsKey("limit"))
        {
            wrong.AddRange(await PartAsync(id, address, query, answer, lines.Count - 1));
        }

        return wrong;
    }

    // Without a limit it is whole, and with one it says that there is more.
    private async Task<List<string>> PartAsync(string id, string address, string query, HttpResponseMessage whole, int rows)
    {
        var wrong = new List<string>();
        var listed = (await PageAsync(id, address, 1000, after: null, within: null)).Rows.Count;
        if (rows != listed || whole.Headers.Contains("Link"))
        {
            wrong.Add($"has {rows} of {listed} rows without being asked for a part");
        }

        using var part = await all.GetAsync(new Uri($"{query}&limit=1", UriKind.Relative), Stop);
        if (rows > 1 && (Read(await part.Content.ReadAsByteArrayAsync(Stop)).Count != 2 || !part.Headers.Contains("Link")))
        {
            wrong.Add("says nothing of the rows that a limit left out");
        }

        return wrong;
    }

    private static bool WouldBeComputed(string cell) =>
        cell.Length > 0 && (cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        && !decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static List<string[]> Read(byte[] bytes)
    {
        using var csv = new TextFieldParser(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true))
        {
            Delimiters = [","],
            HasFieldsEnclosedInQuotes = true,
            TrimWhiteSpace = false,
        };
        var lines = new List<string[]>();
        while (csv.ReadFields() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[?&]after=([^&>]+)[^>]*>; rel=""next""")]
    private static partial Regex NextLink();

    [GeneratedRegex(@"^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$")]
    private static partial Regex AmbiguousDate();

    private sealed record Page(IReadOnlyList<string> Rows, string? Next, string? Within);
}
