namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary><c>Ehcp:Benchmarks</c>. Without a file the build's figures are used.</summary>
internal sealed class BenchmarkSettings
{
    internal const string Section = "Ehcp:Benchmarks";

    /// <summary>Path of a newer file; of a place and year that it has, its figures are the ones that count.</summary>
    public string? File { get; set; }
}
