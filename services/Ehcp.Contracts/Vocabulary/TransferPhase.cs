using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Which transfer between phases of education. Reg. 18.</summary>
[JsonConverter(typeof(CodeConverter<TransferPhase>))]
public enum TransferPhase
{
    /// <summary>From secondary school to a post-16 institution.</summary>
    [JsonStringEnumMemberName("secondary-to-post-16")]
    SecondaryToPost16 = 1,

    /// <summary>Between post-16 institutions.</summary>
    [JsonStringEnumMemberName("post-16")]
    Post16,

    /// <summary>Any other.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
