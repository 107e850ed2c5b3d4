using System.Globalization;

namespace Ehcp.Simulator.Load;

/// <param name="Events">How many events to send.</param>
/// <param name="Rate">Events per second; 0 for as fast as Intake takes them.</param>
/// <param name="Batch">Events per request.</param>
/// <param name="Connections">Requests at a time.</param>
/// <param name="Run">Name of the cases; null for one of its own.</param>
public sealed record LoadOptions(int Events, int Rate = 0, int Batch = 500, int Connections = 4, string? Run = null)
{
    public static LoadOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions(0);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new UsageException($"{arguments[i]} lacks its value.");
            options = arguments[i] switch
            {
                "--events" => options with { Events = Number(value, 1, int.MaxValue) },
                "--rate" => options with { Rate = Number(value, 0, 1_000_000) },
                "--batch" => options with { Batch = Number(value, 1, 1000) },
                "--connections" => options with { Connections = Number(value, 1, 256) },
                "--run" => options with { Run = value },
                _ => throw new UsageException($"There is no option {arguments[i]}."),
            };
        }

        return options.Events > 0 ? options : throw new UsageException("--events is missing.");
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{text} is no number from {least} to {most}.");
}
