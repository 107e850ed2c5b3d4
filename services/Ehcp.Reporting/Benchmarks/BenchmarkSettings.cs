using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Benchmarks;

/// <summary><c>Ehcp:Benchmarks</c>. Without a file the build's figures are used.</summary>
internal sealed class BenchmarkSettings
{
    internal const string Section = "Ehcp:Benchmarks";

    /// <summary>Path of a newer file; of a place and year that it has, its figures are the ones that count.</summary>
    public string? File { get; set; }
}

/// <summary>A file that cannot be used stops the start: figures half of which are old would be compared with each other.</summary>
internal sealed class BenchmarkSettingsCheck : IValidateOptions<BenchmarkSettings>
{
    public ValidateOptionsResult Validate(string? name, BenchmarkSettings options)
    {
        try
        {
            PublishedFigures.ReadFile(options.File);
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"{BenchmarkSettings.Section}:{nameof(BenchmarkSettings.File)}: {exception.Message}");
        }
    }
}
