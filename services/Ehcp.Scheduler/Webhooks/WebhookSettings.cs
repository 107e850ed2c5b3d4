using System.ComponentModel.DataAnnotations;

namespace Ehcp.Scheduler.Webhooks;

/// <summary><c>Ehcp:Webhooks</c>. Without a key none can be made.</summary>
internal sealed class WebhookSettings : IValidatableObject
{
    internal const string Section = "Ehcp:Webhooks";

    /// <summary>Keys that secrets are encrypted with, each 32 bytes in base64. The first encrypts; all decrypt, so that a key can be renewed.</summary>
    public List<string> Keys { get; init; } = [];

    /// <summary>Hosts within the council's own network that may be called, by name or address as in the URL.</summary>
    public List<string> AllowedHosts { get; init; } = [];

    /// <summary>How long a webhook may fail, from the first failure on, until it is stopped and somebody is told.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    internal bool CanSign => Keys.Count > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Keys.Any(key => !SecretBox.IsKey(key)))
        {
            yield return new ValidationResult($"{Section}:Keys has one that is not 32 bytes in base64.");
        }

        if (GiveUpAfter < TimeSpan.FromMinutes(1))
        {
            yield return new ValidationResult($"{Section}:GiveUpAfter is less than a minute.");
        }
    }
}
