using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Whether a child or young person is in relevant youth accommodation.</summary>
[JsonConverter(typeof(CodeConverter<Custody>))]
public enum Custody
{
    /// <summary>In custody.</summary>
    [JsonStringEnumMemberName("detained")]
    Detained = 1,

    /// <summary>No longer in custody.</summary>
    [JsonStringEnumMemberName("released")]
    Released,
}
