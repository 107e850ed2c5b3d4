using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>How contracts are written as JSON: camel case, ISO dates, absent rather than null, <c>type</c> anywhere in a fact.</summary>
public static class ContractsJson
{
    /// <summary>To be used for every contract on every wire and in every table. Read-only.</summary>
    public static JsonSerializerOptions Options => ContractsJsonContext.Default.Options;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(FactsRecorded))]
[JsonSerializable(typeof(MinutesRecorded))]
[JsonSerializable(typeof(SourcesSummarised))]
[JsonSerializable(typeof(CaseTimelinesChanged))]
[JsonSerializable(typeof(DeadlineBreached))]
[JsonSerializable(typeof(BreachCleared))]
[JsonSerializable(typeof(Fact))]
internal sealed partial class ContractsJsonContext : JsonSerializerContext;
