using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Sources;

/// <summary><c>Ehcp:Sources</c>.</summary>
internal sealed class SourceSettings : IValidatableObject
{
    internal const string Section = "Ehcp:Sources";

    /// <summary>How long a source may send nothing before the SEND mailbox is told; <c>00:00:00</c> for ever.</summary>
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Sources of other habits, such as a file that comes on working days only.</summary>
    public List<OwnSilence> Own { get; set; } = [];

    /// <summary>Who is told each morning what was refused of a source.</summary>
    public List<SenderOfSource> Senders { get; set; } = [];

    /// <summary>Where Intake's tray is: <c>https://intake.council.example/tray</c>. Mails lead there.</summary>
    public Uri? TrayUrl { get; set; }

    /// <returns>The addresses of whoever looks after this source.</returns>
    internal IEnumerable<string> SendersOf(string source) => Senders.Where(sender => sender.Source == source).SelectMany(sender => sender.Addresses);

    /// <returns>How long this source may be silent; null when for ever.</returns>
    internal TimeSpan? For(string source) =>
        (Own.Find(own => own.Source == source)?.SilentAfter ?? SilentAfter) is var after && after > TimeSpan.Zero ? after : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var after in Own.Select(own => own.SilentAfter).Prepend(SilentAfter).Where(after => after < TimeSpan.Zero || after > TimeSpan.FromDays(366)))
        {
            yield return new ValidationResult($"{Section}: {after} as SilentAfter is not from 0 to 366 days.");
        }

        foreach (var own in Own.Where(own => !Regex.IsMatch(own.Source, Patterns.Source)))
        {
            yield return new ValidationResult($"{Section}:Own:{Own.IndexOf(own)}:Source is not 1 to 256 printable characters.");
        }

        foreach (var sender in Senders.Where(sender => !Regex.IsMatch(sender.Source, Patterns.Source)))
        {
            yield return new ValidationResult($"{Section}:Senders:{Senders.IndexOf(sender)}:Source is not 1 to 256 printable characters.");
        }

        foreach (var sender in Senders.Where(sender => sender.Addresses.Count == 0 || !sender.Addresses.TrueForAll(to => Regex.IsMatch(to, Patterns.Email))))
        {
            yield return new ValidationResult($"{Section}:Senders:{Senders.IndexOf(sender)}:Addresses are not one or more e-mail addresses.");
        }

        if (TrayUrl is { } tray && (!tray.IsAbsoluteUri || tray.Scheme is not ("http" or "https")))
        {
            yield return new ValidationResult($"{Section}:TrayUrl is not an address that begins with http:// or https://.");
        }
    }
}

internal sealed class OwnSilence
{
    public string Source { get; set; } = "";

    public TimeSpan SilentAfter { get; set; }
}

/// <summary>Who looks after a sending system.</summary>
internal sealed class SenderOfSource
{
    public string Source { get; set; } = "";

    public List<string> Addresses { get; set; } = [];
}
