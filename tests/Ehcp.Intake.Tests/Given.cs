using System.Text.Json.Nodes;

namespace Ehcp.Intake.Tests;

/// <summary>Events in the words of a test. Each has an id of its own.</summary>
internal static class Given
{
    private static int _ids;

    public static JsonObject AnEvent(string type, JsonNode? data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"event-{Interlocked.Increment(ref _ids)}",
        ["source"] = "synergy",
        ["type"] = $"ehcp.{type}.v1",
        ["subject"] = "EHC-2026-0001",
        ["time"] = "2026-07-01T09:30:00Z",
        ["data"] = data,
    };

    public static JsonObject ARequest(string receivedOn = "2026-07-01") =>
        AnEvent("request-received", new JsonObject { ["authority"] = "E08000025", ["receivedOn"] = receivedOn });

    public static JsonObject APlan(string sentOn = "2026-07-01") =>
        AnEvent("final-plan-sent", new JsonObject { ["authority"] = "E08000025", ["sentOn"] = sentOn });

    /// <summary>The same event with one attribute changed; null takes it away.</summary>
    public static JsonObject With(this JsonObject one, string attribute, JsonNode? value)
    {
        var changed = (JsonObject)one.DeepClone();
        Set(changed, attribute, value);
        return changed;
    }

    /// <summary>The same event with one field of its data changed; null takes it away.</summary>
    public static JsonObject WithData(this JsonObject one, string field, JsonNode? value)
    {
        var changed = (JsonObject)one.DeepClone();
        Set((JsonObject)changed["data"]!, field, value);
        return changed;
    }

    private static void Set(JsonObject where, string name, JsonNode? value)
    {
        if (value is null)
        {
            where.Remove(name);
        }
        else
        {
            where[name] = value;
        }
    }
}
