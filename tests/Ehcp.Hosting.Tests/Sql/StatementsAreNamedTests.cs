using System.Text.RegularExpressions;
using Ehcp.TestKit;

namespace Ehcp.Hosting.Tests.Sql;

/// <summary>
/// What the compiler cannot see in a statement's text (ADR 33). What it can see, <c>services/BannedSymbols.Sql.txt</c> refuses: a command that is not
/// <c>Sql(text)</c>, a reader by number, a parameter without a name.
/// </summary>
public sealed partial class StatementsAreNamedTests
{
    private static readonly string Services = Path.Combine(Checkout.Folder, "services");
    private static readonly string Here = Path.Combine("Ehcp.Hosting", "Sql");

    [Fact]
    public void No_parameter_has_a_number() =>
        Assert.Equal([], Sources().Where(file => Numbered().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Services, file)));

    [Fact]
    public void An_advisory_lock_is_a_turn() =>
        Assert.Equal(
            [Path.Combine(Here, "Turn.cs")],
            Sources().Where(file => Lock().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Services, file)));

    // A pragma would let anybody past the list of what is refused.
    [Fact]
    public void What_is_refused_is_done_in_one_file() =>
        Assert.Equal(
            [Path.Combine(Here, "Statements.cs")],
            Sources().Where(file => File.ReadAllText(file).Contains("RS0030", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Services, file)));

    private static IEnumerable<string> Sources() =>
        from file in Directory.EnumerateFiles(Services, "*.cs", SearchOption.AllDirectories)
        where !Path.GetRelativePath(Services, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj")
        select file;

    // As PostgreSQL takes them; what C# interpolates has a brace after the sign.
    [GeneratedRegex(@"\$[0-9]")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\bpg_(try_)?advisory_")]
    private static partial Regex Lock();
}
