using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>How an appeal ended without an order to carry out.</summary>
[JsonConverter(typeof(CodeConverter<AppealEnding>))]
public enum AppealEnding
{
    /// <summary>The tribunal dismissed it.</summary>
    [JsonStringEnumMemberName("dismissed")]
    Dismissed = 1,

    /// <summary>The family withdrew it.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>The tribunal struck it out.</summary>
    [JsonStringEnumMemberName("struck-out")]
    StruckOut,
}
