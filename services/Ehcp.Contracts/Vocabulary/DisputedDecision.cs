using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>A decision that a family disputes.</summary>
[JsonConverter(typeof(CodeConverter<DisputedDecision>))]
public enum DisputedDecision
{
    /// <summary>Not to assess.</summary>
    [JsonStringEnumMemberName("refusal-to-assess")]
    RefusalToAssess = 1,

    /// <summary>Not to issue a plan.</summary>
    [JsonStringEnumMemberName("refusal-to-issue")]
    RefusalToIssue,

    /// <summary>Not to re-assess.</summary>
    [JsonStringEnumMemberName("refusal-to-reassess")]
    RefusalToReassess,

    /// <summary>What a plan says of needs and provision.</summary>
    [JsonStringEnumMemberName("contents")]
    Contents,

    /// <summary>The school or type of school that a plan names.</summary>
    [JsonStringEnumMemberName("placement")]
    Placement,

    /// <summary>To cease a plan.</summary>
    [JsonStringEnumMemberName("cease")]
    Cease,

    /// <summary>None that can be appealed against: mediation may be about anything.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
