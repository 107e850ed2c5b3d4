namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary><c>Ehcp:Benchmarks</c>. Without a file the build's figures are used.</summary>
internal sealed class BenchmarkSettings
{
    internal const string Section = "Ehcp:Benchmarks";

    /// <summary>
    /// Path of a newer file: the CSV or the zip as DfE publishes it, or a file in the layout of the build's. Of a place and year that it has, its figures are
    /// the ones that count.
    /// </summary>
    public string? File { get; set; }

    /// <summary>Path of a file that says which authorities are whose statistical neighbours.</summary>
    public string? Neighbours { get; set; }
}
