using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Whether a plan will be issued.</summary>
[JsonConverter(typeof(CodeConverter<IssueDecision>))]
public enum IssueDecision
{
    /// <summary>It will.</summary>
    [JsonStringEnumMemberName("issue")]
    Issue = 1,

    /// <summary>It will not.</summary>
    [JsonStringEnumMemberName("not-issue")]
    NotIssue,
}
