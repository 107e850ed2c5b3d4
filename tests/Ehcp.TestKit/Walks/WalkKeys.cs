using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Hosting;

namespace Ehcp.TestKit.Walks;

/// <summary>Keys of a walk: one for each scope there is, so that a new one is walked too.</summary>
public static class WalkKeys
{
    /// <summary>Every scope.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
        [.. typeof(Scopes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>The key that may do everything.</summary>
    public const string All = "walk-all";

    /// <summary>The key that has every scope for one authority and source.</summary>
    public const string EveryScope = "walk-every-scope";

    /// <summary>Adds <see cref="All"/>, <see cref="EveryScope"/> and, under the name of each scope, a key that has it alone for one authority and
    /// source.</summary>
    /// <returns>The keys that are bounded.</returns>
    public static IReadOnlyList<string> UseWalkKeys(this IWebHostBuilder host, string authority, string source)
    {
        var index = 100;
        Use(All, Scopes, "*", "*");
        Use(EveryScope, Scopes, authority, source);
        foreach (var scope in Scopes)
        {
            Use($"walk-{scope}", [scope], authority, source);
        }

        Use("walk-nothing", [], authority, source);
        return [EveryScope, .. Scopes.Select(scope => $"walk-{scope}"), "walk-nothing", "walk-unknown"];

        void Use(string name, IEnumerable<string> scopes, string ofAuthority, string ofSource)
        {
            var setting = $"Ehcp:ApiKeys:{index++}";
            host.UseSetting($"{setting}:Name", name);
            host.UseSetting($"{setting}:Hash", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
            host.UseSetting($"{setting}:Authorities:0", ofAuthority);
            host.UseSetting($"{setting}:Sources:0", ofSource);
            foreach (var (place, scope) in scopes.Index())
            {
                host.UseSetting($"{setting}:Scopes:{place}", scope);
            }
        }
    }
}
