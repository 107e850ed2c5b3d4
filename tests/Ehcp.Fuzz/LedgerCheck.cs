using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ehcp.Contracts;
using Json.Schema;
using Npgsql;

namespace Ehcp.Fuzz;

/// <summary>Holds everything in the ledger against the schemas that the service publishes, by a validator that is not ours.</summary>
internal sealed class LedgerCheck(FuzzTarget target, Tally tally)
{
    private const short BinaryMode = 3;

    private static readonly EvaluationOptions Options = new() { RequireFormatValidation = true, OutputFormat = OutputFormat.List };

    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new();

    /// <summary>The last place in the ledger.</summary>
    public async Task<long> LastAsync(CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(target.Database);
        await using var command = database.CreateCommand("select coalesce(max(sequence), 0) from ledger");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Everything after a place: what of it no schema allows is a fault.</summary>
    /// <returns>How many were taken over HTTP.</returns>
    public async Task<long> RunAsync(long after, string?[] kinds, Func<int, string> doorOf, CancellationToken stop)
    {
        var envelope = await EnvelopeAsync(stop);
        var http = 0L;
        var rows = new Dictionary<string, int>();
        await using var database = NpgsqlDataSource.Create(target.Database);
        await using var command = database.CreateCommand("select sequence, source, id, type, subject, mode, body, headers from ledger where sequence > $1 order by sequence");
        command.Parameters.AddWithValue(after);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            if (row.GetString(2).StartsWith(AmqpDoor.Last, StringComparison.Ordinal))
            {
                continue;
            }

            var (sequence, id, type, subject, mode) = (row.GetInt64(0), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt16(5));
            var place = FuzzRun.PlaceOf(id) ?? FuzzRun.PlaceOf(subject);
            var (door, kind) = place is { } at && at < kinds.Length ? (doorOf(at), kinds[at] ?? "unknown") : ("other", "unknown");
            if (door != FuzzOptions.Csv || rows.TryAdd(subject, 0))
            {
                tally.Accept(door, kind);
            }

            http += door == FuzzOptions.Http || (door == "other" && row.GetString(1) != "fuzz-amqp") ? 1 : 0;
            var wrong = await WrongAsync(envelope, row.GetFieldValue<byte[]>(6), mode, await row.IsDBNullAsync(7, stop) ? null : row.GetString(7), type, stop);
            if (wrong is not null)
            {
                tally.Fault($"Taken and refused by the schema: {door}, {kind}, place {place?.ToString() ?? "unknown"}, ledger {sequence}: {wrong}");
            }
        }

        return http;
    }

    private async Task<string?> WrongAsync(JsonSchema envelope, byte[] body, short mode, string? headers, string type, CancellationToken stop)
    {
        JsonElement data;
        if (mode == BinaryMode)
        {
            data = JsonDocument.Parse(body).RootElement;
        }
        else
        {
            // Null is an absent attribute: CloudEvents JSON format, section 2.2.
            var whole = (JsonObject)JsonNode.Parse(body)!;
            foreach (var absent in whole.Where(member => member.Value is null).Select(member => member.Key).ToList())
            {
                whole.Remove(absent);
            }

            if (Errors(envelope, whole.Deserialize<JsonElement>()) is { } wrong)
            {
                return "envelope: " + wrong;
            }

            data = whole["data"].Deserialize<JsonElement>();
        }

        return mode == BinaryMode && headers is null ? "no headers" : Errors(await SchemaAsync(type, stop), InOneSpelling(type, data));
    }

    // The schema says of names that any other form is converted to NFKC; the ledger keeps the event as it came.
    private static JsonElement InOneSpelling(string type, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || FactCatalogue.Find(type) is not { } known || known.Fields.All(field => field.Rule.Kind != FieldKind.Name))
        {
            return data;
        }

        var spelled = JsonObject.Create(data)!;
        foreach (var field in known.Fields.Where(field => field.Rule.Kind == FieldKind.Name))
        {
            if (spelled[field.Name] is JsonValue value && value.TryGetValue<string>(out var name))
            {
                spelled[field.Name] = NameText.Normal(name);
            }
        }

        return spelled.Deserialize<JsonElement>();
    }

    private static string? Errors(JsonSchema schema, JsonElement value)
    {
        var result = schema.Evaluate(value, Options);
        return result.IsValid ? null
            : string.Join("; ", result.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}")).Take(3));
    }

    private async Task<JsonSchema> SchemaAsync(string type, CancellationToken stop)
    {
        if (!_schemas.TryGetValue(type, out var schema))
        {
            schema = _schemas.GetOrAdd(type, JsonSchema.FromText(await target.Client.GetStringAsync(new Uri("v1/schemas/" + type, UriKind.Relative), stop)));
        }

        return schema;
    }

    // The event as the API describes it.
    private async Task<JsonSchema> EnvelopeAsync(CancellationToken stop)
    {
        var document = JsonNode.Parse(await target.Client.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative), stop))!;
        var described = (JsonObject)document["paths"]!["/v1/events"]!["post"]!["requestBody"]!["content"]!["application/cloudevents+json"]!["schema"]!.DeepClone();
        if ((string?)described["$ref"] is { } reference)
        {
            described = (JsonObject)document["components"]!["schemas"]![reference.Split('/')[^1]]!.DeepClone();
        }

        described["properties"]!["data"] = new JsonObject { ["type"] = "object" };
        return JsonSchema.FromText(described.ToJsonString());
    }
}
