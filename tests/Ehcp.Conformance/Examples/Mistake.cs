using System.Text.Json.Nodes;

namespace Ehcp.Conformance.Examples;

/// <summary>One thing wrong with an event, and what is documented of it.</summary>
/// <param name="What">What is wrong, in words; it shows the shape and no value.</param>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Pointer">Where, as a JSON Pointer within the event.</param>
/// <param name="Write">The event with the mistake in it, as JSON text.</param>
internal sealed record Mistake(string What, string Rule, string Pointer, Func<JsonObject, string> Write)
{
    private const string Place = "\"the place of a value\"";

    /// <summary>An attribute, or <c>data</c>, that has another value.</summary>
    public static Mistake OfAttribute(string name, string json, string what, string rule) =>
        new($"{name}: {what}", rule, "/" + name, one => Written(one, one, name, json));

    /// <summary>A field of the data that has another value.</summary>
    /// <param name="name">The field.</param>
    /// <param name="json">The value, as JSON text.</param>
    /// <param name="what">What it is.</param>
    /// <param name="rule">The rule that it breaks.</param>
    /// <param name="item">The item of a list that is pointed at.</param>
    public static Mistake OfField(string name, string json, string what, string rule, int? item = null) =>
        new($"{name}: {what}", rule, $"/data/{name}" + (item is null ? "" : $"/{item}"), one => Written(one, (JsonObject)one["data"]!, name, json));

    public static Mistake WithoutAttribute(string name) => new($"{name}: left out", "required", "/" + name, one =>
    {
        one.Remove(name);
        return one.ToJsonString();
    });

    public static Mistake WithoutField(string name) => new($"{name}: left out", "required", "/data/" + name, one =>
    {
        ((JsonObject)one["data"]!).Remove(name);
        return one.ToJsonString();
    });

    /// <summary>An attribute that stands there twice.</summary>
    public static Mistake TwiceAttribute(string name) => new($"{name}: given twice", "duplicate", "/" + name, one => Twice(one, one, name));

    /// <summary>A field that stands there twice.</summary>
    public static Mistake TwiceField(string name) =>
        new($"{name}: given twice", "duplicate", "/data/" + name, one => Twice(one, (JsonObject)one["data"]!, name));

    private static string Written(JsonObject one, JsonObject where, string name, string json)
    {
        where[name] = Place.Trim('"');
        return one.ToJsonString().Replace(Place, json, StringComparison.Ordinal);
    }

    private static string Twice(JsonObject one, JsonObject where, string name)
    {
        var value = where[name]!.ToJsonString();
        return Written(one, where, name, $"{value},\"{name}\":{value}");
    }
}
