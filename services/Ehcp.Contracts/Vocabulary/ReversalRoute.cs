using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>By what route a decision was reversed.</summary>
[JsonConverter(typeof(CodeConverter<ReversalRoute>))]
public enum ReversalRoute
{
    /// <summary>By an order of the tribunal.</summary>
    [JsonStringEnumMemberName("tribunal-order")]
    TribunalOrder = 1,

    /// <summary>By an order by consent.</summary>
    [JsonStringEnumMemberName("consent-order")]
    ConsentOrder,

    /// <summary>By an agreement in mediation.</summary>
    [JsonStringEnumMemberName("mediation-agreement")]
    MediationAgreement,

    /// <summary>On an appeal that was not opposed. Reg. 45.</summary>
    [JsonStringEnumMemberName("unopposed-appeal")]
    UnopposedAppeal,

    /// <summary>Conceded without any of these.</summary>
    [JsonStringEnumMemberName("conceded")]
    Conceded,
}
