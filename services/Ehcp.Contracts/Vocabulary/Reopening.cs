using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>How a refusal was reversed without ending its limit.</summary>
[JsonConverter(typeof(CodeConverter<Reopening>))]
public enum Reopening
{
    /// <summary>It was conceded without an order.</summary>
    [JsonStringEnumMemberName("conceded")]
    Conceded = 1,

    /// <summary>By what route is not recorded.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
