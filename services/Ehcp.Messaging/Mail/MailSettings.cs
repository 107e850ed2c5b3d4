using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ehcp.Messaging.Mail;

/// <summary><c>Ehcp:Mail</c>.</summary>
public sealed class MailSettings
{
    public const string Section = "Ehcp:Mail";

    /// <summary>Address mails are sent from.</summary>
    [Required, EmailAddress]
    public string From { get; set; } = "";

    [Required, ValidateObjectMembers]
    public SmtpSettings Smtp { get; set; } = new();
}

public sealed class SmtpSettings
{
    [Required]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Empty: no authentication.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";
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
