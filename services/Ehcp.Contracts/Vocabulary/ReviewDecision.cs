using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>What follows from a review.</summary>
[JsonConverter(typeof(CodeConverter<ReviewDecision>))]
public enum ReviewDecision
{
    /// <summary>The plan stays as it is.</summary>
    [JsonStringEnumMemberName("maintain")]
    Maintain = 1,

    /// <summary>The plan is amended.</summary>
    [JsonStringEnumMemberName("amend")]
    Amend,

    /// <summary>The plan ceases.</summary>
    [JsonStringEnumMemberName("cease")]
    Cease,
}
