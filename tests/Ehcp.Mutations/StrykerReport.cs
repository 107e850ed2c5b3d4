using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis.Text;

namespace Ehcp.Mutations;

/// <summary>The mutants of a report in the format of mutation-testing-elements, which Stryker writes.</summary>
internal sealed record StrykerReport(string ProjectRoot, IReadOnlyDictionary<string, StrykerReport.ReportedFile> Files)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static async Task<StrykerReport> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<StrykerReport>(file, Json) ?? throw new InvalidDataException($"{path} is no report of Stryker.");
    }

    public IEnumerable<Mutant> Mutants => Files.SelectMany(file =>
    {
        var lines = SourceText.From(file.Value.Source).Lines;
        return file.Value.Mutants.Select(mutant =>
        {
            var start = lines.GetPosition(mutant.Location.Start.InText);
            var end = lines.GetPosition(mutant.Location.End.InText);
            return new Mutant(
                mutant.Id, Relative(file.Key), mutant.Location.Start.Line, mutant.MutatorName, start, end - start, mutant.Replacement, mutant.Status);
        });
    });

    public IReadOnlyDictionary<string, string> Sources => Files.ToDictionary(file => Relative(file.Key), file => file.Value.Source, StringComparer.Ordinal);

    private string Relative(string file) => Path.GetRelativePath(ProjectRoot, Path.Combine(ProjectRoot, file));

    internal sealed record ReportedFile(string Source, IReadOnlyList<ReportedMutant> Mutants);

    internal sealed record ReportedMutant(string Id, string MutatorName, string Replacement, ReportedSpan Location, MutantStatus Status);

    internal sealed record ReportedSpan(ReportedPlace Start, ReportedPlace End);

    /// <summary>Both count from 1.</summary>
    internal sealed record ReportedPlace(int Line, int Column)
    {
        public LinePosition InText => new(Line - 1, Column - 1);
    }
}
