using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Ehcp.Fuzz;

/// <summary>An event that is about to be sent.</summary>
/// <param name="Kind">How it was spoilt; <see cref="Mutations.None"/> when it was not.</param>
/// <param name="Tree">The event; of no use where only its bytes were spoilt.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record FuzzedEvent(string Kind, JsonObject Tree, byte[] Body)
{
    /// <summary>Whether the tree is what is sent. It can be sent in binary mode then, too.</summary>
    public bool IsTree => Mutations.IsOfTree(Kind);

    private const int MostDepth = 14;
    private const int MostBytes = 20_000;

    /// <summary>Whether it is JSON in UTF-8. A batch with something else in it is refused whole, so that would go by itself.</summary>
    public bool FitsIntoABatch
    {
        get
        {
            try
            {
                var reader = new Utf8JsonReader(Body, new JsonReaderOptions { MaxDepth = MostDepth });
                while (reader.Read())
                {
                }

                return Body.Length < MostBytes && Utf8.IsValid(Body);
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}

/// <summary>Every way in which an event is spoilt.</summary>
internal static class Mutations
{
    public const string None = "none";
    public const string Bytes = "bytes";

    private static readonly JsonSerializerOptions Escaped = new();
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] RawValues =
    [
        "1e999", "-1e999", "-0", "0.0", "1.0", "2.50e1", "00", "01", "+1", ".5", "1.", "NaN", "Infinity", "'x'", "x", "", "{}", "[]", "[null]", "[[]]", "true", "null",
        "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude42\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\x41\"", "\"\\u00e9\"", "\"unended", "12345678901234567890123", "/*x*/1", "1,",
        "\"\\u0045\\u0030\\u0038000025\"", "\"20\\u003226-01-05\"", "2019", "2019.0", "2.019e3",
    ];

    private static readonly (string Kind, Action<JsonObject, Dice> Spoil)[] OfTree =
    [
        ("attribute-missing", (one, dice) => one.Remove(Name(one, dice))),
        ("attribute-text", (one, dice) => one[Name(one, dice)] = dice.Junk()),
        ("attribute-kind", (one, dice) => one[Name(one, dice)] = AnyKind(dice)),
        ("attribute-unknown", (one, dice) => one[dice.OneIn(2) ? dice.Junk() : dice.Letters("abcdef01", 1, 20)] = AnyKind(dice)),
        ("field-missing", (one, dice) => Data(one).Remove(Name(Data(one), dice))),
        ("field-text", (one, dice) => Data(one)[Name(Data(one), dice)] = dice.Junk()),
        ("field-kind", (one, dice) => Data(one)[Name(Data(one), dice)] = AnyKind(dice)),
        ("field-unknown", (one, dice) => Data(one)[dice.OneIn(2) ? dice.Junk() : dice.Letters("abcdef01", 1, 20)] = AnyKind(dice)),
        ("field-cut", (one, dice) => Cut(Data(one), dice)),
        ("field-inserted", (one, dice) => Insert(Data(one), dice)),
        ("field-of-another", (one, dice) => one["type"] = dice.Of(Contracts.FactCatalogue.All).WireType),
        ("type-case", (one, _) => one["type"] = ((string?)one["type"])?.ToUpperInvariant()),
        ("data-in-data", (one, _) => one["data"] = new JsonObject { ["data"] = Data(one).DeepClone() }),
        ("base64", (one, _) =>
        {
            one["data_base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Data(one).ToJsonString()));
            one.Remove("data");
        }),
        ("nested", (one, dice) => Data(one)[Name(Data(one), dice)] = Deep(dice.Of([2, 14, 16, 17, 60]))),
    ];

    private static readonly (string Kind, Func<byte[], Dice, byte[]> Spoil)[] OfBytes =
    [
        ("member-twice", (body, dice) =>
            [.. "{"u8, .. Encoding.UTF8.GetBytes(dice.Of(["\"id\":\"other\",", "\"data\":{},", "\"sour\\u0063e\":\"fuzz\",", "\"type\":null,"])), .. body[1..]]),
        ("raw-value", RawValue),
        (Bytes, Flip),
        ("cut-off", (body, dice) => body[..dice.Below(body.Length)]),
        ("bytes-after", (body, dice) => [.. body, .. Encoding.UTF8.GetBytes(dice.Of(["x", "{}", "\0", ",", "//", "\n\n", "\uFEFF"]))]),
        ("mark-before", (body, _) => [0xEF, 0xBB, 0xBF, .. body]),
        ("utf-16", (body, _) => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))),
        ("latin-1", (body, _) => [.. body[..^1], .. ",\"x\":\""u8, 0xE9, .. "\"}"u8]),
    ];

    /// <summary>The event of a place. One in four keeps every rule.</summary>
    public static FuzzedEvent At(int seed, int place, string source, string id, DateTimeOffset now)
    {
        var dice = new Dice(seed, place);
        var one = ValidEvent.Of(dice, source, id, now);
        if (dice.OneIn(4))
        {
            return new(None, one, Encode(one, dice));
        }

        if (dice.OneIn(3))
        {
            var (kind, spoil) = dice.Of(OfBytes);
            return new(kind, one, spoil(Encode(one, dice), dice));
        }

        var mutation = dice.Of(OfTree);
        for (var times = dice.Of([1, 1, 1, 2, 3]); times > 0 && one["data"] is JsonObject { Count: > 0 } && one.Count > 1; times--)
        {
            mutation.Spoil(one, dice);
        }

        return new(mutation.Kind, one, Encode(one, dice));
    }

    /// <summary>Whether it is a kind that spoils the event, and not only its bytes.</summary>
    public static bool IsOfTree(string kind) => !Array.Exists(OfBytes, each => each.Kind == kind);

    /// <summary>Those of the events that may be one, as a batch.</summary>
    public static byte[] Batch(IEnumerable<FuzzedEvent> events)
    {
        using var body = new MemoryStream();
        body.WriteByte((byte)'[');
        foreach (var (at, one) in events.Where(one => one.FitsIntoABatch).Index())
        {
            if (at > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(one.Body);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    /// <summary>The events of these places.</summary>
    public static List<FuzzedEvent> Of(int seed, int first, int count, string source, DateTimeOffset now) =>
        [.. Enumerable.Range(first, count).Select(place => At(seed, place, source, FuzzRun.IdOf(place), now))];

    /// <summary>A value of any kind of JSON.</summary>
    internal static JsonNode? AnyKind(Dice dice) => dice.Below(9) switch
    {
        0 => null,
        1 => true,
        2 => dice.Between(-5, 3_000),
        3 => 1.5,
        4 => long.MaxValue,
        5 => new JsonArray(dice.Junk(), 1, null),
        6 => new JsonArray(),
        7 => new JsonObject { [dice.Junk()] = dice.Junk() },
        _ => dice.Junk(),
    };

    // With letters beyond ASCII as they are, or as escapes.
    private static byte[] Encode(JsonObject one, Dice dice) => Encoding.UTF8.GetBytes(one.ToJsonString(dice.OneIn(2) ? Plain : Escaped));

    private static JsonObject Data(JsonObject one) => one["data"] as JsonObject ?? [];

    private static string Name(JsonObject one, Dice dice) => one.Count == 0 ? "x" : dice.Of([.. one.Select(member => member.Key)]);

    private static void Cut(JsonObject data, Dice dice)
    {
        var name = Name(data, dice);
        if (data[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0)
        {
            data[name] = text.Remove(dice.Below(text.Length), 1);
        }
    }

    private static void Insert(JsonObject data, Dice dice)
    {
        var name = Name(data, dice);
        if (data[name] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            data[name] = text.Insert(dice.Between(0, text.Length), dice.Junk());
        }
    }

    private static JsonArray Deep(int levels)
    {
        var deep = new JsonArray();
        for (var level = 1; level < levels; level++)
        {
            deep = [deep];
        }

        return deep;
    }

    private static byte[] RawValue(byte[] body, Dice dice)
    {
        var text = Encoding.UTF8.GetString(body);
        int[] colons = [.. Enumerable.Range(0, text.Length - 1).Where(at => text[at] == ':' && text[at - 1] == '"')];
        var start = dice.Of(colons) + 1;
        var end = start + 1;
        while (end < text.Length - 1 && text[end] is not (',' or '}'))
        {
            end++;
        }

        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, start), dice.Of(RawValues), text.AsSpan(end)));
    }

    private static byte[] Flip(byte[] body, Dice dice)
    {
        byte[] changed = [.. body];
        for (var times = dice.Between(1, 4); times > 0; times--)
        {
            changed[dice.Below(changed.Length)] = (byte)dice.Below(256);
        }

        return changed;
    }
}
