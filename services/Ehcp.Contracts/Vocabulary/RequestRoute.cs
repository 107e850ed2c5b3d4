using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>How a request began.</summary>
[JsonConverter(typeof(CodeConverter<RequestRoute>))]
public enum RequestRoute
{
    /// <summary>The family or somebody else asked.</summary>
    [JsonStringEnumMemberName("request")]
    Request = 1,

    /// <summary>The authority became responsible.</summary>
    [JsonStringEnumMemberName("became-responsible")]
    BecameResponsible,

    /// <summary>A request for a detained person: s. 71(2), SI 2015/62.</summary>
    [JsonStringEnumMemberName("detained")]
    Detained,

    /// <summary>A detained person was brought or came to the attention of the authority: s. 71(4)(b) or (c), SI 2015/62.</summary>
    [JsonStringEnumMemberName("detained-attention")]
    DetainedAttention,
}
