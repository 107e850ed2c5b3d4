using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Ehcp.TestKit.Schema;

/// <summary>The folder <c>Schema</c> of a service in the checkout.</summary>
/// <param name="service">Name of the service: "Intake".</param>
public sealed class SchemaFolder(string service)
{
    /// <summary>The release that is being built.</summary>
    public static string Version { get; } =
        XDocument.Load(System.IO.Path.Combine(Checkout.Folder, "Directory.Build.props")).Descendants("Version").Single().Value;

    public string Project { get; } = System.IO.Path.Combine(Checkout.Folder, "services", $"Ehcp.{service}");

    public string Path => System.IO.Path.Combine(Project, "Schema");

    /// <summary>One line for each script and each release's dump, in the form of <c>sha256sum</c>.</summary>
    public string Pins => System.IO.Path.Combine(Path, "sha256sums");

    /// <summary>Its releases, the first one first.</summary>
    public ImmutableArray<string> Releases =>
    [
        .. from file in Dumps()
           let version = System.IO.Path.GetFileNameWithoutExtension(file)
           orderby System.Version.Parse(version)
           select version,
    ];

    /// <summary>Releases before the one that is being built. What they hold can never change.</summary>
    public ImmutableArray<string> Released => Releases.Remove(Version);

    /// <summary>A database of the release, as <c>pg_dump</c> wrote it.</summary>
    public string Dump(string release) => System.IO.Path.Combine(Path, "releases", release + ".sql");

    /// <summary>What is pinned must be: the scripts of migrations, and every release's dump. Views are not: they are renewed under their version.</summary>
    public string Sums() => string.Concat(
        from file in Directory.GetFiles(Path, "*.sql").Concat(Dumps())
        let name = System.IO.Path.GetRelativePath(Path, file)
        orderby name
        select $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {name}\n");

    private string[] Dumps() => Directory.GetFiles(Directory.CreateDirectory(System.IO.Path.Combine(Path, "releases")).FullName, "*.sql");
}
