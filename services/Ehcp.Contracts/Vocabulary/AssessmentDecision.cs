using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Whether there will be an assessment, or a re-assessment.</summary>
[JsonConverter(typeof(CodeConverter<AssessmentDecision>))]
public enum AssessmentDecision
{
    /// <summary>There will be one.</summary>
    [JsonStringEnumMemberName("assess")]
    Assess = 1,

    /// <summary>There will be none.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,
}
