using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>A file that cannot be used stops the start: figures half of which are old would be compared with each other.</summary>
internal sealed class BenchmarkSettingsCheck : IValidateOptions<BenchmarkSettings>
{
    public ValidateOptionsResult Validate(string? name, BenchmarkSettings options)
    {
        var wrong = new[]
        {
            Wrong(nameof(options.File), () => PublishedFigures.ReadFile(options.File)),
            Wrong(nameof(options.Neighbours), () => PublishedFigures.ReadNeighbours(options.Neighbours)),
        }.OfType<string>().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string? Wrong(string setting, Func<object> read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            return $"{BenchmarkSettings.Section}:{setting}: {exception.Message}";
        }
    }
}
