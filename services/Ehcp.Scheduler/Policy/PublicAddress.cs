using System.ComponentModel.DataAnnotations;
using Ehcp.Mail;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Policy;

/// <summary><c>Ehcp:PublicUrl</c>.</summary>
internal sealed class PublicSettings
{
    internal const string Section = "Ehcp";

    /// <summary>Where staff open the case pages: the links in mails begin with it.</summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "";
}

/// <summary>The address staff know this system by.</summary>
internal sealed class PublicAddress(IOptions<PublicSettings> settings, IOptions<MailSettings> mail)
{
    private readonly Uri _root = new(settings.Value.PublicUrl.TrimEnd('/') + "/");

    internal string Root => _root.AbsoluteUri;

    internal string CaseLink(string authority, string caseReference) =>
        $"{_root.AbsoluteUri}cases/{Uri.EscapeDataString(authority)}/{Uri.EscapeDataString(caseReference)}";

    /// <summary>A Message-ID that no other mail has, without its angle brackets.</summary>
    internal string NewMessageId() => $"{Guid.CreateVersion7():n}@{mail.Value.Domain}";
}
