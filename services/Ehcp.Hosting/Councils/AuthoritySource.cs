using System.Text;
using Ehcp.Contracts;

namespace Ehcp.Hosting.Councils;

/// <summary>Reads a list of authorities from a file or an address, and puts it to use.</summary>
internal static class AuthoritySource
{
    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // a start waits for it

    /// <summary>The list in use is the source's from now on; it stays what it was when this throws.</summary>
    /// <returns>Whether it is another one than before.</returns>
    /// <exception cref="FormatException">What the source holds is no list, or not whole; says what is wrong.</exception>
    internal static async Task<bool> UseAsync(string source, CancellationToken cancellationToken)
    {
        var read = AuthorityList.Parse(await ReadAsync(source, cancellationToken));
        var known = Authorities.Current;
        var learned = known.With(read);
        Authorities.Use(learned);
        return !ReferenceEquals(known, learned);
    }

    private static async Task<string> ReadAsync(string source, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.IsFile)
        {
            return await File.ReadAllTextAsync(source, cancellationToken);
        }

        using var client = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        return Encoding.UTF8.GetString(await client.GetByteArrayAsync(address, cancellationToken));
    }
}
