using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>The rules of the catalogue in words, for schemas, documentation and refusals.</summary>
internal static class FieldWords
{
    public static string Of(FieldRule rule) => rule.Kind switch
    {
        FieldKind.Date => $"A date from {FieldRule.FirstDate:yyyy-MM-dd} to "
            + (rule.MayLieAhead ? $"{FieldRule.YearsAhead} years after today in London" : "today in London")
            + (rule.IsBeginning ? "; within the first and the last day of the authority." : "."),
        FieldKind.Code => $"One of: {string.Join(", ", rule.Codes)}.",
        FieldKind.Codes => $"A list of one or more of these, each once: {string.Join(", ", rule.Codes)}.",
        FieldKind.Id when rule.Pattern == Patterns.CaseReference => "A case reference: 1 to 64 letters, digits, dots, underscores, colons and hyphens, the first "
            + "a letter or digit; not shaped like a UPN.",
        FieldKind.Id => "An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number.",
        FieldKind.Name => $"A name, but not of a person: 1 to {rule.Maximum} letters of the Latin alphabet, digits, single spaces and {rule.Signs}, "
            + "in the form NFKC (any other form is converted to it); not shaped like a UPN, an NHS or National Insurance number, a telephone number, a "
                + "postcode or a date of birth.",
        FieldKind.Email => "An e-mail address of a member of staff. Its domain has a dot; no dot begins or ends a part, and no two stand together.",
        FieldKind.Source => "The source of another event: 1 to 256 printable characters, no space.",
        FieldKind.Authority when rule.IsSuccessor => "The authority that took over: its ONS code or its DfE code.",
        FieldKind.Authority => "An English local authority: its ONS code or its DfE code.",
        FieldKind.Number => $"A whole number from {rule.Minimum} to {rule.Maximum}.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
