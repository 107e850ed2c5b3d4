namespace Ehcp.Mutations;

/// <param name="Mutator">The kind of change, in Stryker's words.</param>
/// <param name="Start">Where the changed code begins in the file, in characters.</param>
/// <param name="Length">How many characters are replaced.</param>
internal sealed record Mutant(string Id, string File, int Line, string Mutator, int Start, int Length, string Replacement, MutantStatus Status)
{
    public string In(string source) => string.Concat(source.AsSpan(0, Start), Replacement, source.AsSpan(Start + Length));

    /// <summary>The change in words that stay the same while lines before it are added or taken away.</summary>
    public string Change(string source) =>
        $"{Mutator}: `{OneLine(source.Substring(Start, Length))}` → `{OneLine(Replacement)}`  in  {OneLine(source.Split('\n')[Line - 1])}";

    public string Described(string source) => $"{File}:{Line}  {Change(source)}";

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
