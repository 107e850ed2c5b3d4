using System.Globalization;

namespace Ehcp.Fuzz;

/// <summary>What is sent.</summary>
/// <param name="Seed">What everything depends on: the same seed sends the same, whatever the order of the answers.</param>
/// <param name="Count">How many events and rows in all, divided among the doors.</param>
/// <param name="Doors">Which doors.</param>
/// <param name="Connections">Requests at a time over HTTP.</param>
public sealed record FuzzOptions(int Seed, int Count, IReadOnlyList<string> Doors, int Connections = 4)
{
    public const string Http = "http";
    public const string Csv = "csv";
    public const string Amqp = "amqp";

    /// <summary>Every door.</summary>
    public static IReadOnlyList<string> AllDoors { get; } = [Http, Csv, Amqp];

    /// <param name="arguments">Options.</param>
    /// <param name="newSeed">The seed where none is given.</param>
    /// <exception cref="FormatException">Something is not understood.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments, Func<int> newSeed)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(newSeed);
        var (options, seed) = (new FuzzOptions(0, 1_000_000, AllDoors), (int?)null);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{name} lacks its value.");
            switch (name)
            {
                case "--seed":
                    seed = Number(value, 0, int.MaxValue);
                    break;
                case "--count":
                    options = options with { Count = Number(value, 1, 100_000_000) };
                    break;
                case "--connections":
                    options = options with { Connections = Number(value, 1, 64) };
                    break;
                case "--doors":
                    var doors = value.Split(',');
                    options = doors.Except(AllDoors).FirstOrDefault() is { } unknown
                        ? throw new FormatException($"There is no door {unknown}; there are {string.Join(", ", AllDoors)}.")
                        : options with { Doors = doors };
                    break;
                default:
                    throw new FormatException($"There is no option {name}.");
            }
        }

        return options with { Seed = seed ?? newSeed() };
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{text} is no number from {least} to {most}.");
}

/// <summary>An Intake that runs, and whose ledger may be read.</summary>
/// <param name="Client">With its address and a key that may send every source for every authority.</param>
/// <param name="Broker">The broker with a user that has the name of a key; null where that door is shut.</param>
/// <param name="Database">Connection string of Intake's database.</param>
/// <param name="Now">The time that Intake goes by.</param>
/// <param name="MemoryMegabytes">What Intake's process has of memory now; null where nobody can tell.</param>
public sealed record FuzzTarget(HttpClient Client, Uri? Broker, string Database, TimeProvider Now, Func<double>? MemoryMegabytes = null);
