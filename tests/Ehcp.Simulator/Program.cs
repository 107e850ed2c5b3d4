using Ehcp.Simulator;
using Ehcp.Simulator.Demo;
using Ehcp.Simulator.England;
using Ehcp.Simulator.Load;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    return args switch
    {
        ["demo"] => await DemoRun.RunAsync(Addresses.FromEnvironment(), TimeProvider.System, Console.Out, stop.Token),
        ["load", .. var options] => await LoadRun.RunAsync(
            LoadOptions.Parse(options), Addresses.FromEnvironment(), TimeProvider.System, Console.Out, stop.Token),
        ["england", .. var options] => await EnglandRun.RunAsync(
            EnglandOptions.Parse(options, () => Random.Shared.Next(1_000_000)), Addresses.FromEnvironment(), TimeProvider.System, Console.Out, stop.Token),
        _ => Usage(),
    };
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return Usage();
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or TimeoutException or FormatException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet Ehcp.Simulator.dll demo
               dotnet Ehcp.Simulator.dll england [FILE]... [--authorities CODE,...] [--sample N [--seed N]] [--state FILE [--resume]]
               dotnet Ehcp.Simulator.dll load --events N [--rate EVENTS_PER_SECOND] [--batch 500] [--connections 4] [--run NAME]

        demo   Birmingham's plans of 2019 to 2023 as DfE counted them, and an open caseload around today; waits for the figures
               and the breach e-mails, prints a summary, and ends with 0 only if those came and the rates are DfE's
        england  every plan of England that DfE counted, of the build's years and of newer files of DfE's; waits until all are in the
               figures, and ends with 0 only if every published cell that has a number is equal. deploy/england runs it
        load   cases of any authorities, as fast as Intake takes them or at a rate; another --run is other cases

        Environment: INTAKE_URL, INTAKE_KEY; for demo and england also REPORTING_URL, REPORTING_KEY; for demo also SCHEDULER_URL, STAFF_KEY and, to say where
        the e-mails are, MAIL_URL and MAIL_DIR. deploy/up writes them to .local/env.
        """);
    return 2;
}
