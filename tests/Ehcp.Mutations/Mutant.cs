namespace Ehcp.Mutations;

/// <param name="Mutator">The kind of change, in Stryker's words.</param>
/// <param name="Start">Where the changed code begins in the file, in characters.</param>
/// <param name="Length">How many characters are replaced.</param>
internal sealed record Mutant(string Id, string File, int Line, string Mutator, int Start, int Length, string Replacement, MutantStatus Status)
{
    public string In(string source) => string.Concat(source.AsSpan(0, Start), Replacement, source.AsSpan(Start + Length));

    public string Described(string source) =>
        $"{File}:{Line}  {Mutator}: `{OneLine(source.Substring(Start, Length))}` → `{OneLine(Replacement)}`";

    private static string OneLine(string code) => string.Join(' ', code.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Stryker's words. <see cref="CompileError"/> and <see cref="Ignored"/> do not count.</summary>
internal enum MutantStatus
{
    Killed,
    Timeout,
    Survived,
    NoCoverage,
    CompileError,
    Ignored,
}
