using System.Globalization;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Microsoft.OpenApi;

namespace Ehcp.Hosting.Parameters;

/// <summary>The rules that there are.</summary>
public static class Takes
{
    /// <summary>The first day any figure or deadline can be about: the Children and Families Act 2014 came into force.</summary>
    public static readonly DateOnly FirstDay = new(2014, 9, 1);

    /// <summary>The last day any figure or deadline can be about.</summary>
    public static readonly DateOnly LastDay = new(2100, 12, 31);

    /// <summary>Longest text of a parameter, in UTF-16 units.</summary>
    public const int LongestText = 2_000;

    /// <summary>One line of text without control characters.</summary>
    /// <param name="most">Longest, in UTF-16 units.</param>
    public static ParameterRule Text(int most = LongestText) => new TextRule(most);

    /// <summary>A whole number between both, included.</summary>
    public static ParameterRule Whole(long least, long most) => new WholeRule(least, most);

    /// <summary>The number of a row, from 1.</summary>
    public static ParameterRule Id { get; } = new WholeRule(1, long.MaxValue);

    /// <summary><c>true</c> or <c>false</c>, and nothing else.</summary>
    public static ParameterRule YesNo { get; } = new YesNoRule();

    /// <summary>A day, YYYY-MM-DD, between both, included.</summary>
    public static ParameterRule Day(DateOnly? first = null, DateOnly? last = null) => new DayRule(first ?? FirstDay, last ?? LastDay);

    /// <summary>An instant with its offset, between both days.</summary>
    public static ParameterRule Instant(DateOnly? first = null, DateOnly? last = null) => new InstantRule(first ?? FirstDay, last ?? LastDay);

    /// <summary>One of these words, as they are written.</summary>
    public static ParameterRule OneOf(params IEnumerable<string> words) => new OneOfRule([.. words]);

    /// <summary>An English local authority by its ONS code, also a former one, or its DfE code. The handler is given the ONS code.</summary>
    public static ParameterRule Authority { get; } = new AuthorityRule();

    private sealed record TextRule(int Most) : ParameterRule
    {
        public override string Name => "text";

        public override string InWords => $"Must be one line of at most {Most} characters, without control characters.";

        internal override string? Read(string text) => text.Length <= Most && IsPlain(text) ? text : null;

        internal override void Describe(OpenApiSchema schema) => (schema.Type, schema.MaxLength) = (JsonSchemaType.String, Most);
    }

    internal static bool IsPlain(string text) => !text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f');

    private sealed record WholeRule(long Least, long Most) : ParameterRule
    {
        public override string Name => "whole";

        public override string InWords => Most == long.MaxValue ? $"Must be a whole number from {Least}."
            : Least == long.MinValue || Most == int.MaxValue ? "Must be a whole number."
            : $"Must be a whole number from {Least} to {Most}.";

        internal override string? Read(string text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;

        internal override void Describe(OpenApiSchema schema)
        {
            (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.Integer, Most <= int.MaxValue && Least >= int.MinValue ? "int32" : "int64", null);
            if (Least > int.MinValue)
            {
                schema.Minimum = Least.ToString(CultureInfo.InvariantCulture);
            }

            if (Most < int.MaxValue)
            {
                schema.Maximum = Most.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private sealed record YesNoRule : ParameterRule
    {
        public override string Name => "true-or-false";

        public override string InWords => "Must be true or false.";

        internal override bool EmptyIsAbsent => false;

        internal override string? Read(string text) => text is "true" or "false" ? text : null;

        internal override void Describe(OpenApiSchema schema) => schema.Type = JsonSchemaType.Boolean;
    }

    private sealed record DayRule(DateOnly First, DateOnly Last) : ParameterRule
    {
        public override string Name => "date";

        public override string InWords =>
            string.Create(CultureInfo.InvariantCulture, $"Must be a date, YYYY-MM-DD, from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}.");

        internal override string? Read(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= First && day <= Last ? text
                : null;

        internal override void Describe(OpenApiSchema schema) => (schema.Type, schema.Format) = (JsonSchemaType.String, "date");
    }

    private sealed record InstantRule(DateOnly First, DateOnly Last) : ParameterRule
    {
        public override string Name => "instant";

        public override string InWords => string.Create(
            CultureInfo.InvariantCulture,
            $"Must be an instant with its offset, such as 2026-05-25T06:41:00Z, from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}.");

        internal override string? Read(string text) =>
            Instants.TryRead(text, out var instant) && DateOnly.FromDateTime(instant.UtcDateTime) is var day && day >= First && day <= Last
                ? Instants.Write(instant)
                : null;

        internal override void Describe(OpenApiSchema schema) => (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
    }

    private sealed record OneOfRule(string[] Words) : ParameterRule
    {
        public override string Name => "one-of";

        public override string InWords => $"Must be one of {string.Join(", ", Words)}.";

        // The blank that an unescaped + arrives as is a +.
        internal override string? Read(string text) => Array.Find(Words, word => word == text) ?? Array.Find(Words, word => word == text.Replace(' ', '+'));

        internal override void Describe(OpenApiSchema schema) =>
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Words.Select(word => (JsonNode)JsonValue.Create(word))]);
    }

    private sealed record AuthorityRule : ParameterRule
    {
        public override string Name => "authority";

        public override string InWords => "Must be the ONS or DfE code of an English local authority.";

        internal override string? Read(string text) => Authorities.Find(text)?.OnsCode;

        internal override void Describe(OpenApiSchema schema) => (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^([0-9]{3}|E[0-9]{8})$");
    }
}
