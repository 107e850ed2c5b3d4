using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>How a claim of exemption stands against the limit it names and the dates given to prove it.</summary>
[JsonConverter(typeof(CodeConverter<ClaimStanding>))]
public enum ClaimStanding
{
    /// <summary>Its dates prove it.</summary>
    [JsonStringEnumMemberName("proven")]
    Proven = 1,

    /// <summary>No dates prove it.</summary>
    [JsonStringEnumMemberName("unproven")]
    Unproven,

    /// <summary>Its dates disprove it.</summary>
    [JsonStringEnumMemberName("disproved")]
    Disproved,

    /// <summary>The law does not allow the ground for the limit.</summary>
    [JsonStringEnumMemberName("not-allowed")]
    NotAllowed,
}
