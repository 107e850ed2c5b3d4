using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Acknowledgements;

/// <summary><c>Ehcp:Acknowledgements</c>. Both or neither: without them mails have no links to acknowledge by.</summary>
internal sealed class AcknowledgementSettings : IValidatableObject
{
    internal const string Section = "Ehcp:Acknowledgements";

    /// <summary>Address of this service as staff reach it.</summary>
    public string? Url { get; set; }

    /// <summary>Secret of at least 32 characters that the links are signed with. Another key makes all links invalid.</summary>
    public string? Key { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Url) != string.IsNullOrEmpty(Key))
        {
            yield return new ValidationResult($"{Section} needs both Url and Key, or neither.");
        }

        if (!string.IsNullOrEmpty(Url) && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
        {
            yield return new ValidationResult($"{Section}:Url is no address of a web server.");
        }

        if (!string.IsNullOrEmpty(Key) && Key.Length < 32)
        {
            yield return new ValidationResult($"{Section}:Key has fewer than 32 characters.");
        }
    }
}

/// <summary>Links by which the reader of a mail acknowledges one of its lines: whoever holds the mail may, for four weeks, and nothing else.</summary>
internal sealed class AcknowledgementLinks(IOptions<AcknowledgementSettings> settings)
{
    private const int ValidDays = 28;

    private readonly byte[]? _key = string.IsNullOrEmpty(settings.Value.Key) ? null : Encoding.UTF8.GetBytes(settings.Value.Key);
    private readonly string _root = (settings.Value.Url ?? "").TrimEnd('/');

    /// <returns>The link; null where links are not set up.</returns>
    internal string? For(long alert, DateOnly today)
    {
        if (_key is null)
        {
            return null;
        }

        var said = string.Create(CultureInfo.InvariantCulture, $"{alert}.{today.AddDays(ValidDays).DayNumber}");
        return $"{_root}/acknowledge/{said}.{WebEncoders.Base64UrlEncode(Sign(_key, said))}";
    }

    /// <returns>The alert a link is about; null when it is not ours or too old.</returns>
    internal long? Read(string token, DateOnly today)
    {
        var parts = token.Split('.');
        if (_key is null || parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var alert)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var lastDay))
        {
            return null;
        }

        var said = string.Create(CultureInfo.InvariantCulture, $"{alert}.{lastDay}");
        var expected = Encoding.ASCII.GetBytes(WebEncoders.Base64UrlEncode(Sign(_key, said)));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(parts[2])) && today.DayNumber <= lastDay ? alert : null;
    }

    private static byte[] Sign(byte[] key, string said) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("ehcp.acknowledge." + said));
}
