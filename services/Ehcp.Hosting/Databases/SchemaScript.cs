using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Ehcp.Hosting.Databases;

/// <summary>An SQL script of a service's schema. It lies in the service's folder <c>Schema</c> and is embedded in its assembly.</summary>
/// <param name="Name">Name of its file below <c>Schema</c>: <c>0001-initial.sql</c>, <c>views/bi_dim_date_v1.sql</c>.</param>
/// <param name="Sha256">SHA-256 of the file, in lower-case hexadecimal digits.</param>
public sealed record SchemaScript(string Name, string Sql, string Sha256)
{
    private const string Prefix = "schema/";
    private const string Views = Prefix + "views/";

    /// <exception cref="InvalidOperationException">The assembly has no script of this name.</exception>
    public static SchemaScript Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no script Schema/{name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(name, Encoding.UTF8.GetString(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The scripts that make views, and what belongs to them, in the order of their names. They may be executed again.</summary>
    public static ImmutableArray<SchemaScript> RepeatableOf(Assembly assembly) =>
    [
        .. from name in assembly.GetManifestResourceNames()
           where name.StartsWith(Views, StringComparison.Ordinal)
           orderby name
           select Read(assembly, name[Prefix.Length..]),
    ];
}
