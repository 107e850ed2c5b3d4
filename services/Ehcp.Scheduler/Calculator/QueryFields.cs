using System.Globalization;
using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Microsoft.Extensions.Primitives;

namespace Ehcp.Scheduler.Calculator;

/// <summary>Fields of an event written as query parameters, read by the rules of the catalogue.</summary>
internal static class QueryFields
{
    /// <summary>The value of one field.</summary>
    /// <param name="problem">Why there is none, as a sentence without the value.</param>
    internal static object? Read(FieldRule rule, StringValues given, out string? problem)
    {
        var texts = rule.Kind == FieldKind.Codes ? string.Join(',', given.ToArray()).Split(',') : given.ToArray();
        if (texts is not [{ } first, ..] || (texts.Length > 1 && rule.Kind != FieldKind.Codes))
        {
            problem = "Give it once.";
            return null;
        }

        object? value = rule.Kind switch
        {
            FieldKind.Date => Date(first),
            FieldKind.Number => int.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= rule.Minimum && number <= rule.Maximum ? number : null,
            FieldKind.Codes => Array.TrueForAll(texts, text => rule.Codes.Contains(text!)) ? texts : null,
            FieldKind.Code => rule.Codes.Contains(first) ? first : null,
            FieldKind.Authority => Authorities.Find(first)?.OnsCode,
            _ => rule.Pattern is null || Regex.IsMatch(first, rule.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) ? first : null,
        };
        problem = value is null ? Expected(rule) : null;
        return value;
    }

    // The last day of a limit must still be a date.
    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date >= FieldRule.FirstDate && date.Year <= LastYear ? date : null;

    private const int LastYear = 9990;

    private static string Expected(FieldRule rule) => rule.Kind switch
    {
        FieldKind.Date => $"A date is expected, YYYY-MM-DD, from {FieldRule.FirstDate:yyyy-MM-dd} to {LastYear}-12-31.",
        FieldKind.Number => $"A whole number from {rule.Minimum} to {rule.Maximum} is expected.",
        FieldKind.Code => $"One of these is expected: {string.Join(", ", rule.Codes)}.",
        FieldKind.Codes => $"One or more of these are expected, separated by commas: {string.Join(", ", rule.Codes)}.",
        FieldKind.Authority => "The ONS or DfE code of an English local authority is expected.",
        _ => $"A text like this is expected: {rule.Pattern}.",
    };
}
