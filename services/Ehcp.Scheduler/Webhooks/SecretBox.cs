using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Webhooks;

/// <summary>
/// Keeps secrets that must be used again, so that the database alone does not give them away: AES-256-GCM under a key of the settings, bound to the address
/// that the secret signs for. Stored are the first bytes of the key's hash, the nonce, the tag, and what was encrypted.
/// </summary>
internal sealed class SecretBox(IOptions<WebhookSettings> settings)
{
    private const int KeyLength = 32;
    private const int NameLength = 4;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly (byte[] Name, byte[] Key)[] _keys =
        [.. settings.Value.Keys.Select(Convert.FromBase64String).Select(key => (SHA256.HashData(key)[..NameLength], key))];

    internal static bool IsKey(string text)
    {
        var bytes = new byte[KeyLength + 1];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeyLength;
    }

    /// <param name="secret">What is to be kept.</param>
    /// <param name="url">The address that it signs for.</param>
    internal byte[] Close(byte[] secret, string url)
    {
        var (name, key) = _keys[0];
        var box = new byte[NameLength + NonceLength + TagLength + secret.Length];
        name.CopyTo(box, 0);
        var nonce = box.AsSpan(NameLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            nonce, secret, box.AsSpan(NameLength + NonceLength + TagLength), box.AsSpan(NameLength + NonceLength, TagLength), Encoding.UTF8.GetBytes(url));
        return box;
    }

    /// <returns>The secret; null where no key opens it, or it was changed.</returns>
    internal byte[]? Open(byte[] box, string url)
    {
        var key = Array.Find(_keys, one => box.AsSpan(0, NameLength).SequenceEqual(one.Name)).Key;
        if (key is null)
        {
            return null;
        }

        var secret = new byte[box.Length - NameLength - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(
                box.AsSpan(NameLength, NonceLength), box.AsSpan(NameLength + NonceLength + TagLength), box.AsSpan(NameLength + NonceLength, TagLength), secret,
                Encoding.UTF8.GetBytes(url));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
