using System.Runtime.CompilerServices;

namespace Ehcp.EndToEnd.Tests;

/// <summary>A test that makes a file system of its own; elsewhere it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRootTheoryAttribute : TheoryAttribute
{
    public NeedsRootTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = "Only root may make a small file system.";
        SkipType = typeof(NeedsRootTheoryAttribute);
        SkipUnless = nameof(IsPossible);
    }

    public static bool IsPossible => Environment.IsPrivilegedProcess;
}
