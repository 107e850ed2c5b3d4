using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Benchmarks;

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
