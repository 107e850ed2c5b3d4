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

    /// <summary>A detained person: SI 2015/62.</summary>
    [JsonStringEnumMemberName("detained")]
    Detained,
}
