using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ehcp.Hosting.Problems;

namespace Ehcp.Hosting.Parameters;

/// <summary>Finds everything in a JSON body that its type does not have or take; it is asked only once the body has been refused.</summary>
internal sealed class BodyErrors(JsonSerializerOptions options)
{
    private readonly List<ProblemError> _errors = [];

    internal static List<ProblemError> Of(JsonElement body, Type type, JsonSerializerOptions options)
    {
        var found = new BodyErrors(options);
        found.Walk(body, options.GetTypeInfo(type), "");
        return found._errors;
    }

    /// <summary>The JSON Pointer of a path as the serializer tells it: <c>$.cases[0].on</c>.</summary>
    internal static string Pointer(string? path) => path is null ? "" : path.TrimStart('$').Replace("['", ".", StringComparison.Ordinal)
        .Replace("']", "", StringComparison.Ordinal).Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');

    private void Walk(JsonElement value, JsonTypeInfo type, string at)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                Members(value, type, at);
                break;
            case JsonTypeInfoKind.Object:
                Add(at, "kind", "Must be an object.");
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Walk(item, options.GetTypeInfo(type.ElementType!), $"{at}/{index++}");
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                Add(at, "kind", "Must be an array.");
                break;
            default:
                Leaf(value, type, at);
                break;
        }
    }

    private void Members(JsonElement value, JsonTypeInfo type, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var where = $"{at}/{Escape(member.Name)}";
            if (type.Properties.FirstOrDefault(property => property.Name == member.Name && CanBeGiven(property)) is not { } known)
            {
                Add(where, "unknown", $"There is no such member; there are {string.Join(", ", type.Properties.Select(property => property.Name))}.");
            }
            else if (!seen.Add(member.Name))
            {
                Add(where, "once", "Must be given once.");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Walk(member.Value, options.GetTypeInfo(known.PropertyType), where);
            }
            else if (!known.IsSetNullable || (known.PropertyType.IsValueType && Nullable.GetUnderlyingType(known.PropertyType) is null))
            {
                Add(where, "kind", "Must not be null.");
            }
        }

        foreach (var missing in type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
        {
            Add($"{at}/{Escape(missing.Name)}", "required", "Must be given.");
        }
    }

    private static bool CanBeGiven(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;

    private void Leaf(JsonElement value, JsonTypeInfo type, string at)
    {
        try
        {
            value.Deserialize(type);
        }
        catch (JsonException)
        {
            var single = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
            var (rule, words) =
                single == typeof(string) && value.ValueKind == JsonValueKind.String ? ("text", "Must not have control characters.")
                : single == typeof(string) ? ("kind", "Must be a string.")
                : single == typeof(bool) ? ("kind", "Must be true or false.")
                : single == typeof(int) || single == typeof(long) ? ("whole", "Must be a whole number.")
                : single == typeof(DateOnly) ? ("date", "Must be a date, YYYY-MM-DD.")
                : single == typeof(DateTimeOffset) ? ("instant", "Must be an instant with its offset, such as 2026-05-25T06:41:00Z.")
                : single.IsEnum ? ("one-of", "Must be one of the words that the API description lists.")
                : ("kind", "Is not of the kind that the API description says.");
            Add(at, rule, words);
        }
    }

    private void Add(string at, string rule, string words)
    {
        if (_errors.Count < 50)
        {
            _errors.Add(ProblemError.OfBody(at, rule, words));
        }
    }

    private static string Escape(string name)
    {
        var shown = name.Length <= 100 && Takes.IsPlain(name) ? name : "(a name that cannot be shown)";
        return shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
