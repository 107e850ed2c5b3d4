using System.Text.RegularExpressions;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests.Newcomer;

/// <summary>The pages of the repository, as somebody reads them.</summary>
internal static partial class Documents
{
    private static readonly string[] NotOurs = ["node_modules", "bin", "obj", ".git", ".local", "TestResults", "StrykerOutput"];

    /// <summary>Every page, by its path in the repository.</summary>
    internal static IReadOnlyList<string> Pages { get; } = [.. Files("*.md")];

    /// <summary>Every file of a name, by its path in the repository; not what was built or installed.</summary>
    internal static IEnumerable<string> Files(string pattern) =>
        Files(new DirectoryInfo(Checkout.Folder), pattern).Select(file => Path.GetRelativePath(Checkout.Folder, file.FullName));

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Checkout.Folder, path));

    internal static bool Exists(string path) => Path.Exists(Path.Combine(Checkout.Folder, path));

    /// <summary>The commands of a page, one text for each block.</summary>
    internal static List<string> Commands(string page) => [.. ShellBlock().Matches(Read(page)).Select(block => block.Groups[1].Value)];

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Concat(
            folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(inner => Files(inner, pattern)));

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();
}
