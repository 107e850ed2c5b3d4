using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Who asked for an assessment: SEN2 RequestSource.</summary>
[JsonConverter(typeof(CodeConverter<Requester>))]
public enum Requester
{
    /// <summary>The family.</summary>
    [JsonStringEnumMemberName("parent-or-young-person")]
    ParentOrYoungPerson = 1,

    /// <summary>A school or college.</summary>
    [JsonStringEnumMemberName("school")]
    School,

    /// <summary>A health body.</summary>
    [JsonStringEnumMemberName("health")]
    Health,

    /// <summary>Social care.</summary>
    [JsonStringEnumMemberName("social-care")]
    SocialCare,

    /// <summary>Somebody else.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
