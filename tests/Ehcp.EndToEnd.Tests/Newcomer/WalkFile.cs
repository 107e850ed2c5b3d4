using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Ehcp.EndToEnd.Tests.Newcomer;

/// <summary>
/// A file of requests as editors read it: <c>###</c> between them, <c>@name = value</c>, <c>{{name}}</c>, and the editor's own <c>{{$…}}</c>.
/// </summary>
internal static partial class WalkFile
{
    internal static IEnumerable<HttpRequestMessage> Requests(string file, IReadOnlyDictionary<string, string> environment, TimeProvider clock)
    {
        var variables = new Dictionary<string, string>();
        foreach (var part in Separator().Split(file))
        {
            var lines = part.Split('\n').Where(line => !line.StartsWith('#') && !line.StartsWith("//", StringComparison.Ordinal)).ToList();
            foreach (var variable in lines.Select(line => Variable().Match(line)).Where(match => match.Success))
            {
                variables[variable.Groups[1].Value] = Filled(variable.Groups[2].Value.Trim(), variables, environment, clock);
            }

            var text = string.Join('\n', lines.Where(line => !Variable().IsMatch(line))).Trim();
            if (text.Length > 0)
            {
                yield return Request(Filled(text, variables, environment, clock));
            }
        }
    }

    private static HttpRequestMessage Request(string text)
    {
        var parts = text.Split("\n\n", 2);
        var head = parts[0].Split('\n');
        var (method, address) = (head[0].Split(' ')[0], head[0].Split(' ')[1]);
        var request = new HttpRequestMessage(new(method), address);
        if (parts.Length > 1)
        {
            request.Content = new StringContent(parts[1], Encoding.UTF8);
        }

        foreach (var header in head.Skip(1).Select(line => line.Split(": ", 2)))
        {
            if (header[0] == "Content-Type")
            {
                request.Content!.Headers.ContentType = new MediaTypeHeaderValue(header[1]);
            }
            else
            {
                request.Headers.Add(header[0], header[1]);
            }
        }

        return request;
    }

    private static string Filled(string text, Dictionary<string, string> variables, IReadOnlyDictionary<string, string> environment, TimeProvider clock)
    {
        return Placeholder().Replace(text, match => match.Groups[1].Value.Split(' ') switch
        {
            ["$processEnv", var name] => environment[name],
            ["$datetime", "'YYYY-MM-DD'"] => Day(0),
            ["$datetime", "'YYYY-MM-DD'", var days, "d"] => Day(int.Parse(days, CultureInfo.InvariantCulture)),
            [var name] => variables[name],
            _ => throw new FormatException($"{match.Value} is not known."),
        });

        string Day(int ahead) => clock.GetUtcNow().AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^###.*$", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^@(\w+) *= *(.*)$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Placeholder();
}
