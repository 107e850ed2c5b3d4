using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Why a plan ceased: SEN2 CeaseReason, whose codes are numbers.</summary>
[JsonConverter(typeof(CodeConverter<CeaseReason>))]
public enum CeaseReason
{
    /// <summary>SEN2 code 1.</summary>
    [JsonStringEnumMemberName("1")]
    Reason1 = 1,

    /// <summary>SEN2 code 2.</summary>
    [JsonStringEnumMemberName("2")]
    Reason2,

    /// <summary>SEN2 code 3.</summary>
    [JsonStringEnumMemberName("3")]
    Reason3,

    /// <summary>SEN2 code 4.</summary>
    [JsonStringEnumMemberName("4")]
    Reason4,

    /// <summary>SEN2 code 5.</summary>
    [JsonStringEnumMemberName("5")]
    Reason5,

    /// <summary>SEN2 code 6.</summary>
    [JsonStringEnumMemberName("6")]
    Reason6,

    /// <summary>SEN2 code 7.</summary>
    [JsonStringEnumMemberName("7")]
    Reason7,

    /// <summary>SEN2 code 8.</summary>
    [JsonStringEnumMemberName("8")]
    Reason8,

    /// <summary>SEN2 code 9.</summary>
    [JsonStringEnumMemberName("9")]
    Reason9,
}
