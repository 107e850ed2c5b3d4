using System.ComponentModel.DataAnnotations;

namespace Ehcp.Reporting.SignIn;

/// <summary><c>Ehcp:SignIn</c>: where people sign in. Without an issuer only keys open the pages, and in Development a developer's own machine.</summary>
internal sealed class SignInSettings : IValidatableObject
{
    internal const string Section = "Ehcp:SignIn";

    /// <summary>Address of the council's OpenID Connect issuer, such as Microsoft Entra ID.</summary>
    public string? Issuer { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>The claim with a person's roles.</summary>
    [Required]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim with the codes of a person's authorities.</summary>
    [Required]
    public string AuthorityClaim { get; set; } = "authorities";

    /// <summary>The claim with the names of a person's teams.</summary>
    [Required]
    public string TeamClaim { get; set; } = "teams";

    /// <summary>The authorities of whoever the issuer gives none: a council's own issuer need not say which council it is.</summary>
    public List<string> Authorities { get; } = [];

    /// <summary>How long a person stays signed in.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan Lasts { get; set; } = TimeSpan.FromHours(8);

    internal bool IsOn => Issuer is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !(Uri.TryCreate(Issuer, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)))
        {
            yield return new($"{Section}:{nameof(Issuer)} must be an https address.");
        }

        if (IsOn && (string.IsNullOrEmpty(ClientId) || string.IsNullOrEmpty(ClientSecret)))
        {
            yield return new($"{Section}:{nameof(ClientId)} and {nameof(ClientSecret)} are needed beside an issuer.");
        }

        foreach (var unknown in Authorities.Where(code => Contracts.Authorities.Find(code) is null))
        {
            yield return new($"{Section}:{nameof(Authorities)}: \"{unknown}\" is no code of an English local authority.");
        }
    }
}
