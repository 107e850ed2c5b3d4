namespace Ehcp.Reporting.Questions;

internal enum ExportFormat
{
    Json,
    Csv,
    Zip,
}

internal static class ExportFormats
{
    internal static readonly Dictionary<string, ExportFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = ExportFormat.Json,
        ["csv"] = ExportFormat.Csv,
        ["zip"] = ExportFormat.Zip,
    };
}
