using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>What a day directed by the tribunal is for.</summary>
[JsonConverter(typeof(CodeConverter<DirectedStep>))]
public enum DirectedStep
{
    /// <summary>To tell the family that there will be an assessment.</summary>
    [JsonStringEnumMemberName("assessment-notice")]
    AssessmentNotice = 1,

    /// <summary>To send the draft plan.</summary>
    [JsonStringEnumMemberName("draft-plan")]
    DraftPlan,

    /// <summary>To send the final plan.</summary>
    [JsonStringEnumMemberName("final-plan")]
    FinalPlan,

    /// <summary>To send the amended plan.</summary>
    [JsonStringEnumMemberName("amended-plan")]
    AmendedPlan,

    /// <summary>To reconsider.</summary>
    [JsonStringEnumMemberName("reconsideration")]
    Reconsideration,
}
