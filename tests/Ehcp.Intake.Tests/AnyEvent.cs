using System.Text.Json.Nodes;
using CsCheck;
using Ehcp.Contracts;

namespace Ehcp.Intake.Tests;

/// <summary>Random valid data of every type of the catalogue.</summary>
internal static class AnyEvent
{
    private static readonly DateOnly Today = new(2026, 7, 16);

    private static readonly Gen<string> Ids = Gen.String[Gen.Char["abcXYZ0189._:-"], 1, 64];

    private static readonly Gen<string> LocalParts = Gen.String[Gen.Char["abcXYZ0189_+'-"], 1, 20].Array[1, 3].Select(words => string.Join('.', words));

    private static readonly Gen<string> Names = Gen.String[Gen.Char["abcÄéñXYZ&'()-"], 1, 60];

    public static Gen<JsonObject> Of(FactType type)
    {
        var fields = type.Fields.Select(
            field => Gen.Select(
                Gen.Bool, Value(field.Rule, PassesOn(type)), (there, value) => (field.Name, There: there || field.Rule.IsRequired, Value: value))).ToArray();
        return fields.Aggregate(
            (PassesOn(type) ? OneOf("E10000021", "928") : OneOf("E08000025", "330", "E06000060", "825"))
                .Select(authority => new JsonObject { ["authority"] = authority }),
            (data, field) => Gen.Select(data, field, (so, next) =>
            {
                var more = (JsonObject)so.DeepClone();
                if (next.There)
                {
                    more[next.Name] = next.Value.DeepClone();
                }

                return more;
            }));
    }

    /// <summary>One valid data object, always the same.</summary>
    public static JsonObject Data(string type, bool onlyRequired = false)
    {
        var passesOn = PassesOn(FactCatalogue.All.Single(known => known.Name == type));
        var data = new JsonObject { ["authority"] = passesOn ? "E10000021" : "E08000025" };
        foreach (var field in FactCatalogue.All.Single(known => known.Name == type).Fields.Where(field => field.Rule.IsRequired || !onlyRequired))
        {
            data[field.Name] = field.Rule.Kind switch
            {
                FieldKind.Date when passesOn => "2021-03-31",
                FieldKind.Date => "2026-07-01",
                FieldKind.Code => field.Rule.Codes[0],
                FieldKind.Codes => new JsonArray(field.Rule.Codes[0]),
                FieldKind.Number => field.Rule.Minimum,
                FieldKind.Email => "officer@example.org",
                FieldKind.Authority when field.Rule.IsSuccessor => "E06000061",
                FieldKind.Authority => "E08000025",
                _ => "North",
            };
        }

        return data;
    }

    // Only an authority that has ended passes a case on, and only to its successor: Northamptonshire ended on 31 March 2021.
    private static bool PassesOn(FactType type) => type.Fields.Any(field => field.Rule.IsSuccessor);

    private static Gen<JsonNode> Value(FieldRule rule, bool passesOn) => rule.Kind switch
    {
        FieldKind.Date when passesOn => Gen.Int[0, 365].Select(days => (JsonNode)$"{new DateOnly(2021, 3, 31).AddDays(-days):yyyy-MM-dd}"),
        FieldKind.Date => Gen.Int[0, Today.DayNumber - FieldRule.FirstDate.DayNumber + (rule.MayLieAhead ? 1096 : 0)]
            .Select(days => (JsonNode)$"{FieldRule.FirstDate.AddDays(days):yyyy-MM-dd}"),
        FieldKind.Code => OneOf([.. rule.Codes]).Select(code => (JsonNode)code),
        FieldKind.Codes => Gen.Shuffle(rule.Codes.ToArray(), 1, rule.Codes.Length)
            .Select(codes => (JsonNode)new JsonArray([.. codes.Select(code => JsonValue.Create(code))])),
        FieldKind.Number => Gen.Int[rule.Minimum, rule.Maximum].Select(number => (JsonNode)number),
        FieldKind.Email => LocalParts.Select(local => (JsonNode)$"{local}@send.example.gov.uk"),
        FieldKind.Authority when rule.IsSuccessor => OneOf("E06000061", "E06000062").Select(code => (JsonNode)code),
        FieldKind.Authority => Gen.Const((JsonNode)"E06000060"),
        FieldKind.Name => Names.Select(name => (JsonNode)name),
        FieldKind.Id when rule.Pattern == Patterns.CaseReference => Ids.Select(id => (JsonNode)$"C{id[1..]}"),
        _ => Ids.Select(id => (JsonNode)id),
    };

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
}
