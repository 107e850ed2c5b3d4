using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Assignments;

/// <summary><c>Ehcp:Reassignments</c>. <see cref="IntakeUrl"/> and <see cref="IntakeKey"/>, or neither: without them cases can be listed and not
/// reassigned.</summary>
internal sealed class ReassignmentSettings : IValidatableObject
{
    internal const string Section = "Ehcp:Reassignments";

    /// <summary>Address of Intake.</summary>
    public string? IntakeUrl { get; set; }

    /// <summary>A key of Intake's that may send for <see cref="Source"/>.</summary>
    public string? IntakeKey { get; set; }

    /// <summary>The <c>source</c> of the events.</summary>
    public string Source { get; set; } = "ehcp-scheduler";

    internal bool CanSend => !string.IsNullOrEmpty(IntakeUrl);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(IntakeUrl) != string.IsNullOrEmpty(IntakeKey))
        {
            yield return new ValidationResult($"{Section} needs both IntakeUrl and IntakeKey, or neither.");
        }

        if (!string.IsNullOrEmpty(IntakeUrl) && !(Uri.TryCreate(IntakeUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
        {
            yield return new ValidationResult($"{Section}:IntakeUrl is no address of a web server.");
        }

        if (!Regex.IsMatch(Source, Patterns.Source))
        {
            yield return new ValidationResult($"{Section}:Source is not 1 to 256 printable characters.");
        }
    }
}
