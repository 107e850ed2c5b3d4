using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>How a document was served.</summary>
[JsonConverter(typeof(CodeConverter<ServiceMethod>))]
public enum ServiceMethod
{
    /// <summary>By e-mail.</summary>
    [JsonStringEnumMemberName("email")]
    Email = 1,

    /// <summary>By first-class post.</summary>
    [JsonStringEnumMemberName("post-first-class")]
    PostFirstClass,

    /// <summary>By second-class post.</summary>
    [JsonStringEnumMemberName("post-second-class")]
    PostSecondClass,

    /// <summary>By hand.</summary>
    [JsonStringEnumMemberName("hand")]
    Hand,
}
