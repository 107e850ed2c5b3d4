using System.ComponentModel.DataAnnotations;

namespace Ehcp.Reporting.Alerts;

/// <summary><c>Ehcp:Scheduler</c>. Both or neither: without them the pages say nothing of alerts, and nobody can acknowledge one there.</summary>
internal sealed class SchedulerSettings : IValidatableObject
{
    internal const string Section = "Ehcp:Scheduler";

    /// <summary>Address of the Scheduler.</summary>
    public string? Url { get; set; }

    /// <summary>A key of the Scheduler's with the scopes <c>cases:read</c> and <c>alerts:acknowledge</c>.</summary>
    public string? Key { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Url);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Url) != string.IsNullOrEmpty(Key))
        {
            yield return new ValidationResult($"{Section} needs both Url and Key, or neither.");
        }

        if (!string.IsNullOrEmpty(Url) && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
        {
            yield return new ValidationResult($"{Section}:Url is no address of a web server.");
        }
    }
}
