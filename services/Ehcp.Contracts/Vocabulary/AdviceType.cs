using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>Whose advice it is.</summary>
[JsonConverter(typeof(CodeConverter<AdviceType>))]
public enum AdviceType
{
    /// <summary>An educational psychologist.</summary>
    [JsonStringEnumMemberName("educational-psychology")]
    EducationalPsychology = 1,

    /// <summary>A school or college.</summary>
    [JsonStringEnumMemberName("school")]
    School,

    /// <summary>A health body.</summary>
    [JsonStringEnumMemberName("health")]
    Health,

    /// <summary>Social care.</summary>
    [JsonStringEnumMemberName("social-care")]
    SocialCare,

    /// <summary>The family; no limit runs on it.</summary>
    [JsonStringEnumMemberName("parent")]
    Parent,

    /// <summary>Somebody else.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
