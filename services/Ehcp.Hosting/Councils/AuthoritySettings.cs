using System.ComponentModel.DataAnnotations;

namespace Ehcp.Hosting.Councils;

/// <summary><c>Ehcp:Authorities</c>. Without a source the list of the build is used, and nothing is fetched.</summary>
public sealed class AuthoritySettings
{
    public const string Section = "Ehcp:Authorities";

    /// <summary>A file's path, or an https address; what it holds is a whole list, as <see cref="Contracts.AuthorityList"/> says.</summary>
    public string? Source { get; set; }

    /// <summary>How often the source is read.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    internal static bool IsUsable(string? source) => source is null || !source.Contains("://", StringComparison.Ordinal)
        || (Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback));
}
