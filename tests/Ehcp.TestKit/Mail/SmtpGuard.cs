using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ehcp.TestKit;

/// <summary>
/// What a sink asks of its callers before it takes anything: TLS with a certificate of its own authority, and a sign-in where a user is given.
/// </summary>
public sealed class SmtpGuard : IDisposable
{
    private readonly X509Certificate2 _authority;

    /// <param name="implicitTls">TLS from the first byte; otherwise by STARTTLS.</param>
    /// <param name="user">Who must sign in; null: nobody.</param>
    /// <param name="host">The name in the certificate.</param>
    public SmtpGuard(bool implicitTls, string? user = null, string password = "", string host = "localhost")
    {
        (ImplicitTls, User, Password) = (implicitTls, user, password);
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = authority.CreateSelfSigned(from, to);
        using var key = RSA.Create(2048);
        var server = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(_authority, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        Certificate = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    internal bool ImplicitTls { get; }

    internal string? User { get; }

    internal string Password { get; }

    internal X509Certificate2 Certificate { get; }

    /// <summary>The certificate of the authority, as PEM.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    public void Dispose()
    {
        Certificate.Dispose();
        _authority.Dispose();
    }
}
