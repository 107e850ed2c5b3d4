using Ehcp.Intake.Events;

namespace Ehcp.Intake.Inbound;

/// <summary>
/// The attributes of an event in binary mode: headers <c>cloudEvents:NAME</c> or <c>cloudEvents_NAME</c>, which are the application properties of the
/// CloudEvents AMQP binding (section 3.1.3) as a broker of AMQP 0-9-1 has them.
/// </summary>
internal static class MessageMode
{
    private const string Prefix = "cloudEvents";

    public static bool IsIn(IReadOnlyDictionary<string, object?> headers) => headers.Keys.Any(name => NameOf(name) is not null);

    /// <summary>Reads the headers into a draft, and keeps them as they came.</summary>
    public static (EventDraft Draft, string Headers) Read(IReadOnlyDictionary<string, object?> headers, string contentType)
    {
        using var attributes = new AttributeHeaders(contentType);
        foreach (var (header, value) in headers)
        {
            if (NameOf(header) is not { } name || attributes.Find(name) is not { } attribute)
            {
                continue;
            }

            // The type of a time, too, is one that the binding knows.
            var text = value is DateTimeOffset at && attribute == CloudEventAttribute.Time
                ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
                : value as string;
            if (text is null && value is not byte[])
            {
                attributes.Refuse(attribute, Rules.Kind, "Must be a string.");
                continue;
            }

            attributes.Keep(attribute, header, text ?? "");
            attributes.Set(attribute, text, "Is not valid UTF-8.");
        }

        return attributes.Close();
    }

    private static string? NameOf(string header) =>
        header.Length > Prefix.Length && header[Prefix.Length] is (':' or '_') && header.StartsWith(Prefix, StringComparison.Ordinal)
            ? header[(Prefix.Length + 1)..]
            : null;
}
