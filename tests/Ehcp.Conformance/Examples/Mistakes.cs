using System.Globalization;
using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Examples;

/// <summary>Every mistake that the documentation names, for every field that it can be made in.</summary>
/// <param name="examples">The valid data that mistakes are put into.</param>
internal sealed class Mistakes(EventExamples examples)
{
    // Made up, with the check letter and the check digit that prove them.
    private const string Upn = "\"H801200001001\"";
    private const string NhsNumber = "\"4010232137\"";
    private const string Number = "7";
    private const string Text = "\"x\"";

    /// <summary>Of an event's attributes.</summary>
    /// <param name="now">The instant at which they are sent.</param>
    public static IReadOnlyList<Mistake> OfAttributes(DateTimeOffset now) =>
    [
        .. new[] { "specversion", "id", "source", "type", "subject", "time", "data" }.Select(Mistake.WithoutAttribute),
        .. new[] { "specversion", "id", "source", "type", "subject", "time" }.Select(name => Mistake.OfAttribute(name, Number, "a number", "kind")),
        .. new[] { "id", "subject", "data" }.Select(Mistake.TwiceAttribute),
        Mistake.OfAttribute("data", Number, "a number", "kind"),
        Mistake.OfAttribute("specversion", "\"1.1\"", "another release of CloudEvents", "specversion"),
        Mistake.OfAttribute("id", Quoted(new('a', 65)), "65 characters", "pattern"),
        Mistake.OfAttribute("id", "\"a b\"", "with a space", "pattern"),
        Mistake.OfAttribute("id", Upn, "a unique pupil number", "upn"),
        Mistake.OfAttribute("source", "\"a b\"", "with a space", "pattern"),
        Mistake.OfAttribute("source", "\"urn:child:4010232137\"", "with an NHS number", "nhs-number"),
        Mistake.OfAttribute("type", "\"ehcp.request-received.v99\"", "a type that there is not", "type"),
        Mistake.OfAttribute("subject", "\"-a\"", "begins with a hyphen", "pattern"),
        Mistake.OfAttribute("subject", "\"A12345678901B\"", "shaped like a unique pupil number", "upn"),
        Mistake.OfAttribute("subject", NhsNumber, "an NHS number", "nhs-number"),
        Mistake.OfAttribute("time", "\"2026-07-01T09:30:00\"", "without an offset", "time"),
        Mistake.OfAttribute("time", "\"Wed, 01 Jul 2026 09:30:00 GMT\"", "not as RFC 3339 writes it", "time"),
        Mistake.OfAttribute("time", Quoted(now.AddHours(1).ToString("O", CultureInfo.InvariantCulture)), "an hour ahead", "time-ahead"),
        Mistake.OfAttribute("datacontenttype", "\"text/xml\"", "no JSON", "media-type"),
        Mistake.OfAttribute("dataschema", "\"a b\"", "with a space", "pattern"),
        Mistake.OfAttribute("traceparent", "\"00-1\"", "not as W3C Trace Context has it", "pattern"),
        Mistake.OfAttribute("tracestate", "\"a b\"", "with a space", "pattern"),
        Mistake.OfAttribute("correlationid", "\"a b\"", "with a space", "pattern"),
        Mistake.OfAttribute("childname", Text, "an attribute that there is not", "unknown"),
        Mistake.OfAttribute("data_base64", "\"e30=\"", "data as base64", "base64"),
    ];

    /// <summary>Of the data of a type.</summary>
    public IReadOnlyList<Mistake> Of(FactType type) =>
    [
        Mistake.OfField("childName", Text, "a field that there is not", "unknown"),
        .. OfField("authority", FieldRule.Authority),
        .. type.Fields.SelectMany(field => OfField(field.Name, field.Rule)),
    ];

    private IEnumerable<Mistake> OfField(string name, FieldRule rule)
    {
        if (rule.IsRequired)
        {
            yield return Mistake.WithoutField(name);
            yield return Mistake.TwiceField(name);
        }

        yield return Mistake.OfField(name, "null", "null", "kind");
        yield return Mistake.OfField(name, rule.Kind == FieldKind.Number ? "\"2026\"" : Number, "of another JSON type", "kind");
        foreach (var mistake in OfKind(name, rule))
        {
            yield return mistake;
        }
    }

    private IEnumerable<Mistake> OfKind(string name, FieldRule rule) => rule.Kind switch
    {
        FieldKind.Date =>
        [
            Mistake.OfField(name, "\"01/07/2026\"", "with the day first", "date"),
            Mistake.OfField(name, "\"2026-02-29\"", "a day that no calendar has", "date"),
            Mistake.OfField(name, Quoted("2014-08-31"), "before the Act", "too-early"),
            rule.MayLieAhead
                ? Mistake.OfField(name, Quoted(examples.YearsFrom(FieldRule.YearsAhead, 3)), "more than three years ahead", "too-far-ahead")
                : Mistake.OfField(name, Quoted(examples.DaysFrom(3)), "the day after tomorrow", "in-future"),
        ],
        FieldKind.Code => [Mistake.OfField(name, "\"no-such-code\"", "a code that is not listed", "code")],
        FieldKind.Codes =>
        [
            Mistake.OfField(name, "[]", "an empty list", "items"),
            Mistake.OfField(name, $"[{Quoted(rule.Codes[0])},{Quoted(rule.Codes[0])}]", "a code twice", "items", item: 1),
            Mistake.OfField(name, $"[{Quoted(rule.Codes[0])},\"no-such-code\"]", "a code that is not listed", "code", item: 1),
            Mistake.OfField(name, "[7]", "a list with a number", "kind", item: 0),
        ],
        FieldKind.Number =>
        [
            Mistake.OfField(name, $"{rule.Minimum - 1}", "below the least", "number"),
            Mistake.OfField(name, $"{rule.Maximum + 1}", "above the most", "number"),
            Mistake.OfField(name, $"{rule.Maximum}.5", "not whole", "number"),
        ],
        FieldKind.Authority => [Mistake.OfField(name, "\"E12000005\"", "a region", "authority"), Mistake.OfField(name, "\"000\"", "no code", "authority")],
        FieldKind.Name =>
        [
            Mistake.OfField(name, Quoted(new('a', rule.Maximum + 1)), "too long", "pattern"),
            Mistake.OfField(name, "\"a@conformance.example\"", "an e-mail address", "pattern"),
            Mistake.OfField(name, "\"North H801200001001\"", "with a unique pupil number", "upn"),
            Mistake.OfField(name, "\"North 943 476 5919\"", "with an NHS number", "nhs-number"),
            Mistake.OfField(name, "\"North QQ123456C\"", "with a National Insurance number", "ni-number"),
            Mistake.OfField(name, "\"North (01632 960983)\"", "with a telephone number", "phone-number"),
            Mistake.OfField(name, "\"North B1 1BB\"", "with a postcode", "postcode"),
            Mistake.OfField(name, "\"North 7 June 2014\"", "with a date of birth", "birth-date"),
        ],
        FieldKind.Email =>
        [
            Mistake.OfField(name, "\"nobody@localhost\"", "a domain without a dot", "pattern"),
            Mistake.OfField(name, "\"no..body@conformance.example\"", "two dots together", "pattern"),
            Mistake.OfField(name, "\"a.4010232137@conformance.example\"", "with an NHS number", "nhs-number"),
        ],
        _ =>
        [
            Mistake.OfField(name, "\"a b\"", "with a space", "pattern"),
            Mistake.OfField(name, "\"\"", "empty", "pattern"),
            Mistake.OfField(name, Quoted(new('a', 257)), "too long", "pattern"),
            Mistake.OfField(name, Upn, "a unique pupil number", "upn"),
            Mistake.OfField(name, NhsNumber, "an NHS number", "nhs-number"),
        ],
    };

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
