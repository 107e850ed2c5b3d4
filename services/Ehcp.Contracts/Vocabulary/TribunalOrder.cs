using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>What the tribunal ordered. Reg. 44.</summary>
[JsonConverter(typeof(CodeConverter<TribunalOrder>))]
public enum TribunalOrder
{
    /// <summary>An assessment.</summary>
    [JsonStringEnumMemberName("assess")]
    Assess = 1,

    /// <summary>A re-assessment.</summary>
    [JsonStringEnumMemberName("reassess")]
    Reassess,

    /// <summary>A plan.</summary>
    [JsonStringEnumMemberName("make-plan")]
    MakePlan,

    /// <summary>To amend what the plan says.</summary>
    [JsonStringEnumMemberName("amend-contents")]
    AmendContents,

    /// <summary>To amend the school that the plan names.</summary>
    [JsonStringEnumMemberName("amend-placement")]
    AmendPlacement,

    /// <summary>To reconsider.</summary>
    [JsonStringEnumMemberName("reconsider")]
    Reconsider,

    /// <summary>To continue the plan.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,

    /// <summary>To continue the plan, amended.</summary>
    [JsonStringEnumMemberName("continue-and-amend")]
    ContinueAndAmend,

    /// <summary>The appeal against ceasing is dismissed.</summary>
    [JsonStringEnumMemberName("dismiss-cease")]
    DismissCease,
}
