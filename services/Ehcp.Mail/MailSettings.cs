using System.ComponentModel.DataAnnotations;
using Ehcp.Contracts;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Ehcp.Mail;

/// <summary><c>Ehcp:Mail</c>.</summary>
public sealed class MailSettings : IValidatableObject
{
    public const string Section = "Ehcp:Mail";

    /// <summary><c>smtp</c> or <c>notify</c>: what is used where nothing else is said.</summary>
    public string Channel { get; set => field = value is "" ? MailChannels.Smtp : value; } = MailChannels.Smtp;

    /// <summary>Address mails are sent from; a name may stand before it: <c>EHCP deadlines &lt;ehcp@council.example&gt;</c>.</summary>
    [Required]
    public string From { get; set; } = "";

    /// <summary>What our Message-IDs end in: the domain of <see cref="From"/>, which is ours and exists.</summary>
    public string Domain => MailboxAddress.Parse(From).Domain;

    [Required, ValidateObjectMembers]
    public SmtpSettings Smtp { get; set; } = new();

    public NotifySettings Notify { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailChannels.Has(Channel))
        {
            yield return new ValidationResult($"{Section}:Channel is neither {MailChannels.Smtp} nor {MailChannels.Notify}.");
        }

        if (From.Length > 0 && !(MailboxAddress.TryParse(From, out var from) && EmailAddresses.IsOne(from.Address)))
        {
            yield return new ValidationResult($"{Section}:From is not one e-mail address.");
        }

        if (Channel == MailChannels.Smtp && Smtp.Host.Length == 0)
        {
            yield return new ValidationResult($"{Section}:Smtp:Host is not set.");
        }

        if (Smtp.CaFile.Length > 0 && !File.Exists(Smtp.CaFile))
        {
            yield return new ValidationResult($"{Section}:Smtp:CaFile is not there.");
        }

        foreach (var wrong in Channel == MailChannels.Notify || Notify.IsSet ? Notify.Wrong() : [])
        {
            yield return new ValidationResult($"{Section}:Notify:{wrong}");
        }
    }
}

/// <summary>GOV.UK Notify. Its template is of two placeholders: <c>((subject))</c> as the subject, <c>((body))</c> as the message.</summary>
public sealed class NotifySettings
{
    /// <summary>As Notify gives it: a name, the service's id and the secret.</summary>
    public string ApiKey { get; set; } = "";

    public string TemplateId { get; set; } = "";

    /// <summary>Id of a reply-to address; empty: the service's own.</summary>
    public string ReplyToId { get; set; } = "";

    public string Url { get; set => field = value is "" ? Production : value; } = Production;

    public bool IsSet => ApiKey.Length > 0;

    private const string Production = "https://api.notifications.service.gov.uk/";

    internal IEnumerable<string> Wrong()
    {
        if (ApiKey.Length < 74 || !Guid.TryParse(ApiKey[^36..], out _) || !Guid.TryParse(ApiKey[^73..^37], out _))
        {
            yield return "ApiKey is not a name, the service's id and the secret, joined by hyphens.";
        }

        if (!Guid.TryParse(TemplateId, out _))
        {
            yield return "TemplateId is not the id of a template.";
        }

        if (ReplyToId.Length > 0 && !Guid.TryParse(ReplyToId, out _))
        {
            yield return "ReplyToId is not the id of a reply-to address.";
        }

        if (!(Uri.TryCreate(Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback)))
        {
            yield return "Url is no https address.";
        }
    }
}

public sealed class SmtpSettings
{
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Empty: no authentication.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>File with the certificates (PEM) of the authorities to be trusted instead of the machine's; empty: the machine's.</summary>
    public string CaFile { get; set; } = "";
}

public enum SmtpSecurity
{
    /// <summary>In clear, for a mail catcher on this machine.</summary>
    None,

    /// <summary>Upgraded before anything is said; a server that cannot is not used.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}
