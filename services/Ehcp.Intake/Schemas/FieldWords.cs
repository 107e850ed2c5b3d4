using Ehcp.Contracts;

namespace Ehcp.Intake.Schemas;

/// <summary>The rules of the catalogue in words, for schemas, documentation and refusals.</summary>
internal static class FieldWords
{
    public static string Of(FieldRule rule) => rule.Kind switch
    {
        FieldKind.Date => $"A date from {FieldRule.FirstDate:yyyy-MM-dd} to "
            + (rule.MayLieAhead ? $"{FieldRule.YearsAhead} years after today in London." : "today in London."),
        FieldKind.Code => $"One of: {string.Join(", ", rule.Codes)}.",
        FieldKind.Codes => $"A list of one or more of these, each once: {string.Join(", ", rule.Codes)}.",
        FieldKind.Id => "An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens.",
        FieldKind.Name => "A name, but not of a person: 1 to 60 letters, digits, spaces and &'()/-; no postcode.",
        FieldKind.Email => "An e-mail address of a member of staff.",
        FieldKind.Source => "The source of another event: 1 to 256 printable characters, no space.",
        FieldKind.Authority => "An English local authority: its ONS code or its DfE code.",
        FieldKind.Number => $"A whole number from {rule.Minimum} to {rule.Maximum}.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
