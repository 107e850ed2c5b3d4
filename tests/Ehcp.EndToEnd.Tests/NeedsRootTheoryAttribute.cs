using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ehcp.EndToEnd.Tests;

/// <summary>A test that makes a file system of its own; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRootTheoryAttribute : TheoryAttribute
{
    public NeedsRootTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = "Only root with the right to mount may make a small file system.";
        SkipType = typeof(NeedsRootTheoryAttribute);
        SkipUnless = nameof(IsPossible);
    }

    // In a container root may be without the right to mount; so it is tried, where nobody else sees it.
    public static bool IsPossible { get; } = Environment.IsPrivilegedProcess && MayMount();

    private static bool MayMount()
    {
        string[] mount = ["--mount", "--propagation", "private", "--", "mount", "-t", "tmpfs", "ehcp", Path.GetTempPath()];
        using var trial = Process.Start(new ProcessStartInfo("unshare", mount) { RedirectStandardError = true })!;
        trial.WaitForExit();
        return trial.ExitCode == 0;
    }
}
