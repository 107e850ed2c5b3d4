using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Ehcp.Intake.Events;
using Microsoft.Extensions.Primitives;
using static Ehcp.Intake.Pages.IntakePage;

namespace Ehcp.Intake.Tray;

/// <summary>An event as a form: its envelope, and a field for each field of its type. What is entered becomes an event like any other, and is kept nowhere
/// else.</summary>
/// <param name="shape">The type.</param>
/// <param name="entered">What stands in the fields, by their names.</param>
internal sealed class EventForm(FactShape shape, IReadOnlyDictionary<string, StringValues> entered)
{
    private const string OfData = "data.";

    private static readonly (string Name, string Hint)[] Envelope =
    [
        ("id", "1 to 64 letters, digits, dots, underscores, colons and hyphens. Keep it if the event was never taken; choose another if it was."),
        ("source", "The name that your system sends under."),
        ("subject", FieldWords.Of(FieldRule.CaseReference)),
        ("time", "When your system recorded it: a date and time with the offset, such as 2026-01-05T09:30:00Z. Of two events that tell the same thing the "
            + "later counts."),
    ];

    /// <summary>The event as it would be sent.</summary>
    public byte[] Write()
    {
        var data = new JsonObject();
        foreach (var field in shape.Fields)
        {
            var values = entered.GetValueOrDefault(OfData + field.Name);
            if (Value(field.Rule, values) is { } value)
            {
                data[field.Name] = value;
            }
        }

        var one = new JsonObject { ["specversion"] = "1.0", ["type"] = shape.Type.WireType };
        foreach (var (name, _) in Envelope)
        {
            if (Entered(name) is { Length: > 0 } text)
            {
                one[name] = text;
            }
        }

        one["data"] = data;
        return Encoding.UTF8.GetBytes(one.ToJsonString());
    }

    /// <summary>The fields, with what is wrong beside each.</summary>
    public string Html(IReadOnlyList<EventError> errors)
    {
        var html = string.Concat(Envelope.Select(attribute => Group(
            attribute.Name, PlainNames.OfPlace("/" + attribute.Name), attribute.Hint, Errors(errors, "/" + attribute.Name),
            (id, described) => Input(id, attribute.Name, "text", Entered(attribute.Name), described))));
        return html + string.Concat(shape.Fields.OrderBy(field => field.At).Select(field => Field(field, Errors(errors, field.Pointer))));
    }

    /// <summary>What is wrong and is the matter of no field.</summary>
    public IEnumerable<EventError> Elsewhere(IEnumerable<EventError> errors) => errors.Where(error =>
        !Array.Exists(Envelope, attribute => error.Pointer == "/" + attribute.Name)
        && !Array.Exists(shape.Fields, field => IsAt(error.Pointer, field.Pointer)));

    private string Field(DataField field, string[] errors)
    {
        var (name, label) = (OfData + field.Name, PlainNames.OfField(field.Name) + (field.Rule.IsRequired ? "" : " (optional)"));
        if (field.Rule.Kind == FieldKind.Codes)
        {
            var chosen = entered.GetValueOrDefault(name);
            return $"""
                <fieldset class="group{(errors.Length > 0 ? " wrong" : "")}"><legend>{E(label)}</legend>{Wrong(errors)}
                {string.Concat(field.Rule.Codes.Select(code => $"<label class=\"choice\"><input type=\"checkbox\" name=\"{E(name)}\" value=\"{E(code)}\"{(chosen.Contains(code) ? " checked" : "")}> {E(PlainNames.OfCode(code))}</label>\n"))}</fieldset>

                """;
        }

        return Group(name, label, Hint(field), errors, (id, described) => field.Rule.Kind switch
        {
            FieldKind.Code => $"""
                <select id="{id}" name="{E(name)}"{described}><option value=""></option>{string.Concat(field.Rule.Codes.Select(code => $"<option value=\"{E(code)}\"{(Entered(name) == code ? " selected" : "")}>{E(PlainNames.OfCode(code))}</option>"))}</select>
                """,
            FieldKind.Date => Input(id, name, "date", Entered(name), described),
            _ => Input(id, name, "text", Entered(name), described),
        });
    }

    private string Entered(string name) => entered.TryGetValue(name, out var values) ? values.ToString().Trim() : "";

    private static string Hint(DataField field) => field.Rule.Kind == FieldKind.Code ? "" : field.Words;

    private static JsonNode? Value(FieldRule rule, StringValues values)
    {
        if (rule.Kind == FieldKind.Codes)
        {
            return values.Count == 0 ? null : new JsonArray([.. values.Select(code => (JsonNode?)code)]);
        }

        var text = values.ToString().Trim();
        return text.Length == 0 ? null
            : rule.Kind == FieldKind.Number && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : text;
    }

    private static string Group(string name, string label, string hint, string[] errors, Func<string, string, string> input)
    {
        var id = "field-" + name.Replace('.', '-');
        var described = hint.Length == 0 && errors.Length == 0 ? ""
            : $" aria-describedby=\"{(hint.Length > 0 ? id + "-hint" : "")}{(errors.Length > 0 ? $" {id}-error" : "")}\"{(errors.Length > 0 ? " aria-invalid=\"true\"" : "")}";
        return $"""
            <div class="group{(errors.Length > 0 ? " wrong" : "")}">
            <label class="name" for="{id}">{E(label)}</label>
            {(hint.Length > 0 ? $"<p class=\"hint\" id=\"{id}-hint\">{E(hint)}</p>" : "")}{(errors.Length > 0 ? $"<div id=\"{id}-error\">{Wrong(errors)}</div>" : "")}
            {input(id, described)}
            </div>

            """;
    }

    private static string Input(string id, string name, string type, string value, string described) =>
        $"<input id=\"{id}\" name=\"{E(name)}\" type=\"{type}\" value=\"{E(value)}\" autocomplete=\"off\"{described}>";

    private static string Wrong(string[] errors) => string.Concat(errors.Select(error => $"<p class=\"error\">{E(error)}</p>"));

    private static string[] Errors(IEnumerable<EventError> errors, string pointer) =>
        [.. errors.Where(error => IsAt(error.Pointer, pointer)).Select(error => error.Detail).Distinct()];

    private static bool IsAt(string pointer, string field) => pointer == field || pointer.StartsWith(field + "/", StringComparison.Ordinal);
}
