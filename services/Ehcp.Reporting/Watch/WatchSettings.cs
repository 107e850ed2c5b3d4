using System.ComponentModel.DataAnnotations;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Watch;

/// <summary><c>Ehcp:Watch</c>. Both or neither: without them nobody is told when the Scheduler stands still.</summary>
internal sealed class WatchSettings : IValidatableObject
{
    internal const string Section = "Ehcp:Watch";

    /// <summary>Address of the Scheduler; its <c>/health/sweep</c> is asked.</summary>
    public string? SchedulerUrl { get; set; }

    /// <summary>Who is mailed.</summary>
    public string? DutyAddress { get; set => field = value is "" ? null : value; }

    /// <summary>How often it is asked.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsOn => !string.IsNullOrEmpty(SchedulerUrl) || DutyAddress is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(SchedulerUrl) != DutyAddress is null)
        {
            yield return new ValidationResult($"{Section} needs both SchedulerUrl and DutyAddress, or neither.");
        }

        if (DutyAddress is not null && !EmailAddresses.IsOne(DutyAddress))
        {
            yield return new ValidationResult($"{Section}:DutyAddress is not one plain e-mail address.");
        }

        if (!string.IsNullOrEmpty(SchedulerUrl) && !(Uri.TryCreate(SchedulerUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
        {
            yield return new ValidationResult($"{Section}:SchedulerUrl is no address of a web server.");
        }

        if (Every < TimeSpan.FromSeconds(1) || Every > TimeSpan.FromMinutes(1))
        {
            yield return new ValidationResult($"{Section}:Every is not from a second to a minute.");
        }
    }
}
