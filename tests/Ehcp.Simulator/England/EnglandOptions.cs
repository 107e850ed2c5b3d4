using System.Globalization;

namespace Ehcp.Simulator.England;

/// <param name="Files">DfE's newer files, beside the figures of the build; the last one's row of a place and year stands.</param>
/// <param name="Authorities">ONS codes; empty for every authority.</param>
/// <param name="Sample">So many authorities are drawn; 0 for no drawing.</param>
/// <param name="Seed">What the drawing depends on.</param>
/// <param name="State">Where it is written which batches were taken; null for nowhere.</param>
/// <param name="Resume">Leave out the batches that <paramref name="State"/> has.</param>
/// <param name="Run">Folder with the process ids of the services, as <c>deploy/up</c> writes them; null when they run elsewhere.</param>
/// <param name="Connections">Requests at a time.</param>
public sealed record EnglandOptions(
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Authorities,
    int Sample,
    int Seed,
    string? State = null,
    bool Resume = false,
    string? Run = null,
    int Connections = 4)
{
    /// <param name="arguments">Options and files.</param>
    /// <param name="newSeed">The seed where none is given.</param>
    /// <exception cref="UsageException">Something is not understood.</exception>
    public static EnglandOptions Parse(ReadOnlySpan<string> arguments, Func<int> newSeed)
    {
        ArgumentNullException.ThrowIfNull(newSeed);
        var (files, options, seed) = (new List<string>(), new EnglandOptions([], [], 0, 0), (int?)null);
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (!name.StartsWith('-'))
            {
                files.Add(File.Exists(name) ? name : throw new UsageException($"There is no file {name}."));
                continue;
            }

            if (name == "--resume")
            {
                options = options with { Resume = true };
                continue;
            }

            var value = ++i < arguments.Length ? arguments[i] : throw new UsageException($"{name} lacks its value.");
            options = name switch
            {
                "--authorities" => options with { Authorities = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Code)] },
                "--sample" => options with { Sample = Number(value, 1, 200) },
                "--seed" => options with { Seed = (seed = Number(value, 0, int.MaxValue)).Value },
                "--state" => options with { State = value },
                "--run" => options with { Run = value },
                "--connections" => options with { Connections = Number(value, 1, 64) },
                _ => throw new UsageException($"There is no option {name}."),
            };
        }

        if (options is { Sample: > 0, Authorities.Count: > 0 })
        {
            throw new UsageException("--sample draws authorities and --authorities names them: one of the two.");
        }

        if (seed is not null && options.Sample == 0)
        {
            throw new UsageException("--seed says which authorities --sample draws: it needs --sample.");
        }

        if (options is { Resume: true, State: null })
        {
            throw new UsageException("--resume needs --state, the file that says what was taken.");
        }

        return options with { Files = files, Seed = options.Sample > 0 ? seed ?? newSeed() : 0 };
    }

    private static string Code(string code) =>
        Contracts.Authorities.Find(code.Trim())?.OnsCode ?? throw new UsageException($"{code} is the code of no English local authority.");

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{text} is no number from {least} to {most}.");
}
