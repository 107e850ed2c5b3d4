using System.Globalization;

namespace Ehcp.Mutations;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Report">Stryker's report.</param>
/// <param name="Project">Folder of the project that is changed.</param>
/// <param name="CompilerArguments">A file with what MSBuild gives the compiler.</param>
/// <param name="Tests">The built tests.</param>
/// <param name="Sample">How many mutants to try; null for all.</param>
/// <param name="Seed">What the sample, and the order of trying, are drawn by.</param>
/// <param name="Journal">A file that every outcome is added to; what it already holds as noticed is not tried again. Null for none.</param>
/// <param name="Only">Parts of paths; a mutant counts when the path of its file holds one. Empty for all.</param>
internal sealed record Options(
    string Report, string Project, string CompilerArguments, string Tests, int? Sample, int Seed, string? Journal, IReadOnlyList<string> Only)
{
    public const string Usage = "Usage: Ehcp.Mutations REPORT PROJECT-FOLDER COMPILER-ARGUMENTS TESTS [--sample N] [--seed S] [--journal FILE] [FILE...]; "
        + "deploy/mutants calls it.";

    /// <returns>Null when the arguments are not understood.</returns>
    public static Options? Read(IReadOnlyList<string> args)
    {
        if (args.Count < 4)
        {
            return null;
        }

        var options = new Options(args[0], Path.GetFullPath(args[1]), args[2], Path.GetFullPath(args[3]), null, 2026, null, []);
        for (var at = 4; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--sample" when Number(args, ++at) is > 0 and var sample:
                    options = options with { Sample = sample };
                    break;
                case "--seed" when Number(args, ++at) is { } seed:
                    options = options with { Seed = seed };
                    break;
                case "--journal" when ++at < args.Count:
                    options = options with { Journal = Path.GetFullPath(args[at]) };
                    break;
                case var file when !file.StartsWith('-'):
                    options = options with { Only = [.. options.Only, file] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static int? Number(IReadOnlyList<string> args, int at) =>
        at < args.Count && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
