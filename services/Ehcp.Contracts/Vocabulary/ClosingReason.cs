using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Why a request ended without a plan.</summary>
[JsonConverter(typeof(CodeConverter<ClosingReason>))]
public enum ClosingReason
{
    /// <summary>It was withdrawn.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn = 1,

    /// <summary>The family moved to another authority.</summary>
    [JsonStringEnumMemberName("moved-away")]
    MovedAway,

    /// <summary>The young person left education.</summary>
    [JsonStringEnumMemberName("left-education")]
    LeftEducation,

    /// <summary>The child or young person died.</summary>
    [JsonStringEnumMemberName("deceased")]
    Deceased,

    /// <summary>Another reason.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
