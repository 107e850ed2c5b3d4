using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>What a recommendation of the tribunal is about.</summary>
[JsonConverter(typeof(CodeConverter<RecommendedCare>))]
public enum RecommendedCare
{
    /// <summary>Health care.</summary>
    [JsonStringEnumMemberName("health")]
    Health = 1,

    /// <summary>Social care.</summary>
    [JsonStringEnumMemberName("social-care")]
    SocialCare,
}
