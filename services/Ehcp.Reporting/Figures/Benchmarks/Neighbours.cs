using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ehcp.Contracts;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>
/// The statistical neighbours of authorities: those most alike in what their children need. Who they are is published apart from DfE's figures and is the
/// council's to choose: a CSV with a line for each pair, <c>authority,neighbour</c>, the nearest first, in ONS or DfE codes.
/// </summary>
internal sealed class Neighbours
{
    private readonly Dictionary<string, List<string>> _byAuthority = [];

    private Neighbours()
    {
    }

    /// <summary>Nobody has any.</summary>
    internal static Neighbours None { get; } = new();

    /// <summary>ONS codes of the neighbours of an authority, the nearest first; empty where none are known.</summary>
    internal IReadOnlyList<string> Of(string onsCode) => _byAuthority.GetValueOrDefault(onsCode) ?? [];

    /// <exception cref="FormatException">It is no such file; names each line and column.</exception>
    internal static Neighbours Read(string name, TextReader text)
    {
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true });
        if (!csv.Read() || csv.Record is not ["authority", "neighbour"])
        {
            throw new FormatException($"{name}: line {csv.RawRow}: the columns must be authority, neighbour.");
        }

        var (read, errors) = (new Neighbours(), new List<string>());
        while (csv.Read())
        {
            if (csv.Record is not [var one, var other])
            {
                errors.Add($"line {csv.RawRow}: has {csv.Record!.Length} columns and not 2.");
            }
            else if ((Known("authority", one), Known("neighbour", other)) is ({ } authority, { } neighbour))
            {
                var list = read._byAuthority.TryGetValue(authority, out var before) ? before : read._byAuthority[authority] = [];
                if (authority == neighbour || list.Contains(neighbour))
                {
                    errors.Add($"line {csv.RawRow}, neighbour: \"{other}\" {(authority == neighbour ? "is the authority itself" : "stands there already")}.");
                }
                else
                {
                    list.Add(neighbour);
                }
            }
        }

        PublishedRows.ThrowIfAny(errors, name);
        return read;

        string? Known(string column, string code)
        {
            if (Authorities.Find(code.Trim()) is { } authority)
            {
                return authority.OnsCode;
            }

            errors.Add($"line {csv.RawRow}, {column}: \"{code}\" must be the code of an English local authority.");
            return null;
        }
    }
}
