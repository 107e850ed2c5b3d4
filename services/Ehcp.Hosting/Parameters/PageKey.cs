using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Ehcp.Hosting.Parameters;

/// <summary>
/// Where a page of a list ended: the value of <c>after</c> for the next one. It holds the key of the last row, never a count of rows, so that what
/// closes or comes in between two pages neither hides a row nor shows it twice.
/// </summary>
public static class PageKey
{
    /// <summary>A key that callers hand back and do not read.</summary>
    /// <param name="parts">The sort values of the last row, the unique one last; and before them whatever the pages must agree on, such as the instant.</param>
    public static string Write(params string[] parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts)));

    /// <summary>The parts of a key, or null when it is none of ours.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="count">How many parts this list's keys have.</param>
    public static string[]? Read(string text, int count)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text)) is { } parts && parts.Length == count
                && parts.All(part => part is not null && Takes.IsPlain(part))
                ? parts
                : null;
        }
        catch (Exception notOurs) when (notOurs is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The rows of a page, and the key of the last where there are more. Ask the database for one row more than the limit.</summary>
    public static (IReadOnlyList<T> Rows, TKey? Next) Page<T, TKey>(IReadOnlyList<T> found, int limit, Func<T, TKey> keyOf) where TKey : struct =>
        found.Count > limit ? ([.. found.Take(limit)], keyOf(found[limit - 1])) : (found, null);
}
