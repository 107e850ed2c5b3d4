using Ehcp.Benchmarks.Deployments;
using Ehcp.Fuzz;

namespace Ehcp.Benchmarks;

/// <summary>Runs <see cref="FuzzRun"/> against an Intake of its own, in Release, on private servers. Nobody consumes what it announces.</summary>
internal static class FuzzCommand
{
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        FuzzOptions options;
        try
        {
            options = FuzzOptions.Parse(arguments, () => Random.Shared.Next(1_000_000));
        }
        catch (FormatException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        await using var deployment = await Deployment.StartAsync("Intake", "Scheduler");
        await deployment["Scheduler"].DisposeAsync();
        using var client = deployment.Client("Intake");
        var intake = deployment["Intake"];
        var target = new FuzzTarget(client, deployment.Broker, deployment.Database("Intake"), TimeProvider.System, () => intake.MemoryMegabytes);
        try
        {
            return await FuzzRun.RunAsync(options, target, Console.Out, CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync($"{failure.Message} Intake said last: {intake.LastWords}");
            return 1;
        }
    }
}
