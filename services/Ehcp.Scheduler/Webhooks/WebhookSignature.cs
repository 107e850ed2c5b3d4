using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>Signs as Standard Webhooks says: HMAC-SHA256 over id, time and body, with dots between.</summary>
internal static class WebhookSignature
{
    internal const string IdHeader = "webhook-id";
    internal const string TimeHeader = "webhook-timestamp";
    internal const string Header = "webhook-signature";

    private const int SecretLength = 32;
    private const string Prefix = "whsec_";

    internal static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>As it is told to whoever verifies.</summary>
    internal static string Written(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    /// <summary>A signature for each secret, with a blank between: while one takes another's place both are good.</summary>
    internal static string Of(string id, long seconds, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }
}
