using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Ehcp.Hosting.BankHolidays;

/// <summary>Reads a list in the format of <c>gov.uk/bank-holidays.json</c>.</summary>
public sealed class BankHolidayFeed(IHttpClientFactory clients, IOptions<BankHolidaySettings> settings)
{
    private const int MostBytes = 1024 * 1024;

    /// <returns>Bank holidays of England and Wales; null without a source.</returns>
    /// <exception cref="FormatException">It is not that format; says what is expected.</exception>
    public async Task<List<DateOnly>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Source is not { Length: > 0 } source)
        {
            return null;
        }

        return Parse(Uri.TryCreate(source, UriKind.Absolute, out var address) && !address.IsFile
            ? await FetchAsync(address, cancellationToken)
            : await File.ReadAllBytesAsync(source, cancellationToken));
    }

    internal static List<DateOnly> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var feed = JsonDocument.Parse(json);
            return
            [
                .. feed.RootElement.GetProperty("england-and-wales").GetProperty("events").EnumerateArray()
                    .Select(holiday => DateOnly.ParseExact(holiday.GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ];
        }
        catch (Exception exception) when (
            exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw new FormatException("JSON with england-and-wales.events[].date, each date as YYYY-MM-DD, is expected.", exception);
        }
    }

    private async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(BankHolidayFeed));
        client.Timeout = TimeSpan.FromSeconds(10); // a start waits for it
        client.MaxResponseContentBufferSize = MostBytes;
        return await client.GetByteArrayAsync(address, cancellationToken);
    }
}
