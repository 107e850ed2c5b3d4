using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Where a family moves to.</summary>
[JsonConverter(typeof(CodeConverter<Destination>))]
public enum Destination
{
    /// <summary>Another authority in England.</summary>
    [JsonStringEnumMemberName("england")]
    England = 1,

    /// <summary>Wales.</summary>
    [JsonStringEnumMemberName("wales")]
    Wales,

    /// <summary>Scotland.</summary>
    [JsonStringEnumMemberName("scotland")]
    Scotland,

    /// <summary>Northern Ireland.</summary>
    [JsonStringEnumMemberName("northern-ireland")]
    NorthernIreland,

    /// <summary>Elsewhere.</summary>
    [JsonStringEnumMemberName("abroad")]
    Abroad,
}
