using System.Globalization;
using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Conformance.Examples;

/// <summary>Valid data of every type, made of the table that documents them.</summary>
/// <param name="day">The day on which all happens that has happened, in London.</param>
/// <param name="authority">The authority that it happens in, by its ONS code.</param>
/// <param name="source">The source of the events.</param>
internal sealed class EventExamples(DateOnly day, string authority, string source)
{
    private const int DaysAhead = 200;

    /// <summary>The day as the wire has it.</summary>
    public string Day { get; } = Written(day);

    /// <summary>Whether only an authority that has ended may tell it, so that one which stands is refused.</summary>
    public static bool IsOfEndedAuthority(FactType type) => type.Fields.Any(field => field.Rule.IsSuccessor);

    /// <summary>Data of the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="onlyRequired">Without the fields that may be left out.</param>
    public JsonObject Data(FactType type, bool onlyRequired = false)
    {
        var data = new JsonObject { ["authority"] = authority };
        foreach (var field in type.Fields.Where(field => field.Rule.IsRequired || !onlyRequired))
        {
            data[field.Name] = Value(field.Rule);
        }

        return data;
    }

    /// <summary>A date so many days from the day.</summary>
    public string DaysFrom(int days) => Written(day.AddDays(days));

    /// <summary>A date so many years and days from the day.</summary>
    public string YearsFrom(int years, int days) => Written(day.AddYears(years).AddDays(days));

    private JsonNode Value(FieldRule rule) => rule.Kind switch
    {
        FieldKind.Date => rule.MayLieAhead ? DaysFrom(DaysAhead) : Day,
        FieldKind.Code => rule.Codes[0],
        FieldKind.Codes => new JsonArray([.. rule.Codes.Select(code => JsonValue.Create(code))]),
        FieldKind.Number => Math.Clamp(day.Year + 1, rule.Minimum, rule.Maximum),
        FieldKind.Email => "nobody@conformance.example",
        FieldKind.Authority => authority,
        FieldKind.Source => source,
        FieldKind.Name => "Conformance",
        _ => "conformance-1",
    };

    private static string Written(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
