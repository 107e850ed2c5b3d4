using Ehcp.Conformance.Checks;
using Ehcp.Conformance.Reports;
using Ehcp.Contracts;

namespace Ehcp.Conformance;

/// <summary>All checks of an installation, one after the other.</summary>
public static class ConformanceRun
{
    private static readonly Func<Installation, CancellationToken, Task>[] All =
    [
        ServedChecks.RunAsync, RightsChecks.RunAsync, ExampleChecks.RunAsync, MistakeChecks.RunAsync, RepeatChecks.RunAsync, OrderChecks.RunAsync,
        ModeChecks.RunAsync, LimitChecks.RunAsync, AmqpChecks.RunAsync,
    ];

    /// <summary>What a run will write, for whoever has to agree.</summary>
    /// <param name="options">What is checked.</param>
    public static string Warning(ConformanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return $"""
            This sends about 1,400 good events and 1,700 bad ones to {options.Url.GetLeftPart(UriPartial.Authority)}, as {options.Source} for {options.Authority}.
            Every case is new and its reference begins with {ConformanceOptions.CasePrefix}, as do the ids. All dates lie in these days or ahead, so that no deadline
            is overdue and nobody is mailed of one. {(options.Keep
                ? "What is taken stays there (--keep): its cases will be counted."
                : "What is taken is taken back at the end (event-retracted, reason test), so that it is not counted.")}
            The ledger keeps everything for ever, and its tray keeps what is refused.
            """;
    }

    /// <summary>Runs them all.</summary>
    /// <param name="options">What is checked.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="stop">Stops it.</param>
    public static Task<Report> RunAsync(ConformanceOptions options, TimeProvider clock, CancellationToken stop) => RunAsync(options, clock, All, stop);

    internal static async Task<Report> RunAsync(
        ConformanceOptions options, TimeProvider clock, IEnumerable<Func<Installation, CancellationToken, Task>> checks, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var began = clock.GetUtcNow();
        using var there = new Installation(options with { Authority = Authorities.Find(options.Authority)!.OnsCode }, clock);
        foreach (var check in checks)
        {
            await check(there, stop);
            if (!there.IsThere)
            {
                break;
            }
        }

        if (!options.Keep)
        {
            await Retractions.RunAsync(there, stop);
        }

        return new(
            $"Conformance of the installation at {options.Url.GetLeftPart(UriPartial.Authority)}", began,
            [
                new("Installation", options.Url.ToString()),
                new("Version that it names", there.Version),
                new("Version of the kit", Report.KitVersion),
                new("Source", options.Source),
                new("Authority", $"{there.Options.Authority} {Authorities.Find(options.Authority)!.Name}"),
                new("Cases and ids begin with", there.Prefix),
                new("Doors", options.Broker is null ? "HTTP" : "HTTP and AMQP"),
                new("What was taken", options.Keep ? "stays there" : "was taken back, but for what took it back"),
            ],
            there.Results);
    }
}
