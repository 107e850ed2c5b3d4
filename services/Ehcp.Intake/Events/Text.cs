using System.Buffers;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>Whether a whole text fits a pattern of the wire.</summary>
internal static partial class Text
{
    // '$' also matches before a last line feed, and nothing on this wire has room for a control character.
    private static readonly SearchValues<char> Control = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '\u007f']);

    private static readonly ConcurrentDictionary<string, Regex> Others = new(StringComparer.Ordinal);

    public static bool Fits(string text, string pattern) => !text.AsSpan().ContainsAny(Control) && Compiled(pattern).IsMatch(text);

    // The patterns of the hot path are compiled at build; one that a later release adds works all the same.
    private static Regex Compiled(string pattern) => pattern switch
    {
        Patterns.Id => Id(),
        Patterns.Source => Source(),
        Patterns.CaseReference => CaseReference(),
        Patterns.Upn => Upn(),
        Patterns.Name => Name(),
        Patterns.Setting => Setting(),
        Patterns.Email => Email(),
        _ => Others.GetOrAdd(pattern, static text => new Regex(text, RegexOptions.CultureInvariant)),
    };

    [GeneratedRegex(Patterns.Id)]
    private static partial Regex Id();

    [GeneratedRegex(Patterns.Source)]
    private static partial Regex Source();

    [GeneratedRegex(Patterns.CaseReference)]
    private static partial Regex CaseReference();

    [GeneratedRegex(Patterns.Upn)]
    private static partial Regex Upn();

    [GeneratedRegex(Patterns.Name)]
    private static partial Regex Name();

    [GeneratedRegex(Patterns.Setting)]
    private static partial Regex Setting();

    [GeneratedRegex(Patterns.Email)]
    private static partial Regex Email();
}
