using System.Globalization;
using System.Text.Json.Nodes;
using Ehcp.Contracts;

namespace Ehcp.Fuzz;

/// <summary>Events that keep every rule.</summary>
internal static class ValidEvent
{
    private const string IdLetters = "abcdefghjkmnpqrstuvwxyz-_.:";

    public static JsonObject Of(Dice dice, string source, string id, DateTimeOffset now)
    {
        var type = dice.Of(FactCatalogue.All);
        var passesOn = PassesOn(type);
        var data = new JsonObject { ["authority"] = passesOn ? "E10000021" : dice.Of(["E08000025", "330", "E06000060", "825"]) };
        foreach (var field in type.Fields.Where(field => field.Rule.IsRequired || dice.OneIn(2)))
        {
            data[field.Name] = Value(dice, field.Rule, passesOn, LondonCalendar.DayOf(now));
        }

        var one = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = source,
            ["type"] = type.WireType,
            ["subject"] = $"FZ-{id}",
            ["time"] = now.AddMinutes(-dice.Below(1_000_000)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (dice.OneIn(8))
        {
            one["datacontenttype"] = "application/json";
            one["correlationid"] = dice.Letters(IdLetters, 1, 1) + "1";
        }

        one["data"] = data;
        return one;
    }

    // Only an authority that has ended passes a case on, and only to its successor: Northamptonshire ended on 31 March 2021.
    private static bool PassesOn(FactType type) => type.Fields.Any(field => field.Rule.IsSuccessor);

    private static JsonNode Value(Dice dice, FieldRule rule, bool passesOn, DateOnly today) => rule.Kind switch
    {
        FieldKind.Date when passesOn => Day(new DateOnly(2021, 3, 31).AddDays(-dice.Below(365))),
        // The newest of the authorities above began in April 2020.
        FieldKind.Date => Day(new DateOnly(2020, 4, 1).AddDays(dice.Below(today.DayNumber - new DateOnly(2020, 4, 1).DayNumber + 1))),
        FieldKind.Code => dice.Of(rule.Codes),
        FieldKind.Codes => new JsonArray([.. rule.Codes.Where((_, at) => at == 0 || dice.OneIn(2)).Select(code => (JsonNode)code)]),
        FieldKind.Number => dice.Between(rule.Minimum, rule.Maximum),
        FieldKind.Email => $"{dice.Letters("abcdefgh", 1, 12)}@send.example.gov.uk",
        FieldKind.Authority when rule.IsSuccessor => dice.Of(["E06000061", "E06000062"]),
        FieldKind.Authority => "E06000060",
        FieldKind.Name => dice.Letters("abcdeÄéñ&'()-", 1, 30),
        _ => dice.Letters("abcdefgh", 1, 1) + dice.Letters(IdLetters, 0, 40),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
