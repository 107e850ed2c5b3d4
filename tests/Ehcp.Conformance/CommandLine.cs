using System.Globalization;

namespace Ehcp.Conformance;

/// <summary>The command is not understood, or may not be done.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>What was asked for.</summary>
public sealed class CommandLine
{
    /// <summary>How to ask.</summary>
    public const string Usage = """
        Usage: conformance --url URL --source conformance-NAME --authority CODE [--key KEY] [--amqp URL] [OPTION]... --yes
               conformance --files PATH... [--report FOLDER]

        The first holds an installation against what is documented: every example and every mistake, repetitions, orders, modes, rights and limits. The second
        checks events that a case system wrote, by the documented rules, without an installation: files or folders of CloudEvents, as an event, a list, or an
        event on each line. Both write a report for a contract.

          --url URL         where Intake is
          --key KEY         a key that may send events of the source for the authority, and nothing else; else INTAKE_KEY, which no list of processes shows
          --source NAME     a source for this check alone; it begins with conformance-
          --authority CODE  the ONS code or the DfE code of an authority
          --amqp URL        the address at the broker of the user of the same name as the key; else AMQP is not checked
          --max-body BYTES  the largest body that the installation takes, where that is not 2 MB (Ehcp__Intake__MaxBodyBytes)
          --keep            leave what was taken; else it is taken back at the end
          --report FOLDER   where report.html, report.json and report.junit.xml are written; else conformance-report
          --yes             do it; without this it is only said what would be written

        Exit status: 0 all passed; 1 something failed, or it could not be done; 2 the command is not understood, or --yes is missing.
        """;

    private readonly Dictionary<string, string> _values = [];

    private CommandLine()
    {
    }

    public bool WantsHelp { get; private set; }

    public bool IsConfirmed { get; private set; }

    public List<string> Files { get; } = [];

    public string ReportFolder => _values.GetValueOrDefault("--report", "conformance-report");

    private bool Keeps { get; set; }

    /// <summary>Reads it.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="environment">A variable of the environment, or null.</param>
    /// <exception cref="UsageException">It is not understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        var command = new CommandLine();
        if (environment("INTAKE_KEY") is { Length: > 0 } key)
        {
            command._values["--key"] = key;
        }

        for (var at = 0; at < arguments.Count; at++)
        {
            switch (arguments[at])
            {
                case "--help" or "-h":
                    command.WantsHelp = true;
                    break;
                case "--yes":
                    command.IsConfirmed = true;
                    break;
                case "--keep":
                    command.Keeps = true;
                    break;
                case "--files":
                    while (at + 1 < arguments.Count && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal))
                    {
                        command.Files.Add(arguments[++at]);
                    }

                    break;
                case ("--url" or "--key" or "--source" or "--authority" or "--amqp" or "--max-body" or "--report") and var name when at + 1 < arguments.Count:
                    command._values[name] = arguments[++at];
                    break;
                default:
                    throw new UsageException($"{arguments[at]} is not understood.\n\n{Usage}");
            }
        }

        return !command.WantsHelp && command.Files.Count == 0 && !command._values.ContainsKey("--url")
            ? throw new UsageException($"Say --url or --files.\n\n{Usage}")
            : command;
    }

    /// <summary>Which installation is checked, and as whom.</summary>
    /// <param name="today">Today in London.</param>
    /// <exception cref="UsageException">It is not enough, or cannot be used.</exception>
    public ConformanceOptions Options(DateOnly today)
    {
        var most = _values.GetValueOrDefault("--max-body");
        var bytes = ConformanceOptions.UsualMostBytes;
        if (most is not null && !int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out bytes))
        {
            throw new UsageException("--max-body must be a whole number of bytes.");
        }

        var options = new ConformanceOptions(
            Address("--url")!, _values.GetValueOrDefault("--key", ""), _values.GetValueOrDefault("--source", ""), _values.GetValueOrDefault("--authority", ""),
            Address("--amqp"), Keeps, bytes);
        return options.WhyNot(today) is { } why ? throw new UsageException(why) : options;
    }

    private Uri? Address(string name) =>
        !_values.TryGetValue(name, out var text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw new UsageException($"{name} must be an address.");
}
