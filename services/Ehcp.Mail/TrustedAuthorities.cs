using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ehcp.Mail;

/// <summary>The certificate authorities of a council's own: a server's certificate has to come from one of them, and to bear its name.</summary>
internal sealed class TrustedAuthorities(string caFile)
{
    private readonly X509Certificate2Collection _authorities = Read(caFile);

    internal bool Trusts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }

    private static X509Certificate2Collection Read(string caFile)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(caFile);
        return authorities;
    }
}
