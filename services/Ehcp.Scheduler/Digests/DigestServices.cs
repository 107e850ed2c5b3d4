using Ehcp.Scheduler.Mails;

namespace Ehcp.Scheduler.Digests;

internal static class DigestServices
{
    /// <summary>The morning digest. Needs <c>AddMails</c>.</summary>
    internal static WebApplicationBuilder AddDigests(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MorningDigest>().AddSingleton<IMailKind, DigestMails>();
        return builder;
    }
}
