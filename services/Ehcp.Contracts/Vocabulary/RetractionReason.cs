using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Why an event was taken back.</summary>
[JsonConverter(typeof(CodeConverter<RetractionReason>))]
public enum RetractionReason
{
    /// <summary>It was of another case.</summary>
    [JsonStringEnumMemberName("wrong-case")]
    WrongCase = 1,

    /// <summary>A value was wrong.</summary>
    [JsonStringEnumMemberName("wrong-value")]
    WrongValue,

    /// <summary>It had been sent already.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>It was a test.</summary>
    [JsonStringEnumMemberName("test")]
    Test,

    /// <summary>Another reason.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
