using Ehcp.Conformance;
using Ehcp.Conformance.Files;
using Ehcp.Conformance.Reports;
using Ehcp.Contracts;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var command = CommandLine.Parse(args, Environment.GetEnvironmentVariable);
    if (command.WantsHelp)
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    if (command.Files.Count > 0)
    {
        return Show(FileCheck.Run(command.Files, TimeProvider.System), command.ReportFolder);
    }

    var options = command.Options(TimeProvider.System.LondonToday);
    Console.WriteLine(ConformanceRun.Warning(options));
    if (!command.IsConfirmed)
    {
        throw new UsageException("Nothing was sent. Say --yes when that may be done.");
    }

    return Show(await ConformanceRun.RunAsync(options, TimeProvider.System, stop.Token), command.ReportFolder);
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HttpRequestException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

static int Show(Report report, string folder)
{
    report.WriteTo(folder);
    foreach (var failed in report.Results.Where(result => !result.Passed))
    {
        Console.WriteLine($"FAILED {failed.Name} ({failed.Sent}): expected {failed.Expected}; got {failed.Got}");
    }

    Console.WriteLine($"{report.Totals}. The report is in {folder}: report.html, report.json, report.junit.xml.");
    return report.AllPassed ? 0 : 1;
}
