using System.Globalization;
using System.Text.RegularExpressions;

namespace Ehcp.Contracts;

/// <summary>Fields of an event written as text, as in the address of a page, read by the rules of the catalogue.</summary>
public static class FieldText
{
    /// <summary>Last year of a date. Inclusive. The last day counted from it must still be a date.</summary>
    public const int LastYear = 9990;

    /// <summary>The value of one field; unlike an event's, its dates may lie ahead.</summary>
    /// <param name="rule">What the field may hold.</param>
    /// <param name="given">The text; several, or one with commas, only for <see cref="FieldKind.Codes"/>.</param>
    /// <param name="problem">Why there is no value, as a sentence that does not repeat it.</param>
    /// <returns>A <see cref="DateOnly"/>, <see cref="int"/>, <see cref="string"/> or array of strings; null with a problem.</returns>
    public static object? Read(FieldRule rule, IReadOnlyList<string?> given, out string? problem)
    {
        IReadOnlyList<string?> texts = rule.Kind == FieldKind.Codes ? string.Join(',', given).Split(',') : given;
        if (texts is not [{ } first, ..] || (texts.Count > 1 && rule.Kind != FieldKind.Codes))
        {
            problem = "Give it once.";
            return null;
        }

        object? value = rule.Kind switch
        {
            FieldKind.Date => Date(first),
            FieldKind.Number => int.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= rule.Minimum && number <= rule.Maximum ? number : null,
            FieldKind.Codes => texts.All(text => rule.Codes.Contains(text!)) ? texts : null,
            FieldKind.Code => rule.Codes.Contains(first) ? first : null,
            FieldKind.Authority => Authorities.Find(first)?.OnsCode,
            FieldKind.Email => EmailAddresses.IsOne(first) ? first : null,
            FieldKind.Name => Fits(NameText.Normal(first), rule) is { } name && PersonalShapes.In(name) is null ? name : null,
            _ => Fits(first, rule),
        };
        problem = value is null ? Expected(rule) : null;
        return value;
    }

    private static string? Fits(string text, FieldRule rule) =>
        rule.Pattern is null || Regex.IsMatch(text, rule.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) ? text : null;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date >= FieldRule.FirstDate && date.Year <= LastYear ? date : null;

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
