using System.Text.RegularExpressions;

namespace Ehcp.Contracts;

/// <summary>The one rule of what an e-mail address is, for events, settings and mails alike: what is taken anywhere can be mailed.</summary>
public static partial class EmailAddresses
{
    /// <summary>Whether a text is one plain address: <see cref="Patterns.Email"/>, and nothing before or after it.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsOne(string? text) => text is not null && Address().IsMatch(text) && !text.EndsWith('\n');

    [GeneratedRegex(Patterns.Email)]
    private static partial Regex Address();
}
