using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>With whom a family agreed in mediation.</summary>
[JsonConverter(typeof(CodeConverter<AgreementParty>))]
public enum AgreementParty
{
    /// <summary>The authority.</summary>
    [JsonStringEnumMemberName("authority")]
    Authority = 1,

    /// <summary>A commissioning body alone. Reg. 42(4).</summary>
    [JsonStringEnumMemberName("commissioning-body")]
    CommissioningBody,
}
