using System.Diagnostics;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests.Deployments;

/// <summary>One service as it runs in a council: a process of its own, which can be killed at any moment.</summary>
internal sealed class ServiceProcess(string project, int port, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly List<string> _log = [];
    private Process? _process;

    internal Uri Url { get; } = new($"http://127.0.0.1:{port}");

    internal string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

    /// <summary>The lines so far of level warning or above, without what belongs to them: stacks and texts.</summary>
    internal IReadOnlyList<string> Loud()
    {
        var lines = Log.Split('\n');
        return [.. lines.Zip(lines.Skip(1))
            .Where(pair => pair.First is ['w', 'a', 'r', 'n', ':', ..] or ['f', 'a', 'i', 'l', ':', ..] or ['c', 'r', 'i', 't', ':', ..])
            .Select(pair => pair.First + pair.Second.TrimStart().Insert(0, " "))];
    }

    internal async Task MigrateAsync()
    {
        var code = await RunAsync("migrate");
        Assert.True(code == 0, $"{project} migrate ended with {code}:\n{Log}");
    }

    /// <summary>Runs one of its commands beside it, which writes into the same log.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Starts it, with some settings changed, and waits until it says it is alive; until it is ready when <paramref name="ready"/>.</summary>
    internal async Task StartAsync(bool ready = true, params (string Name, string Value)[] changed)
    {
        Assert.Null(_process);
        _process = Start([], changed);
        await Until.PassesAsync(() => AnswersAsync(ready ? "/health/ready" : "/health/live"), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>SIGKILL: nothing is flushed, closed or told.</summary>
    internal async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    // The services were built as these tests were: in the same configuration, each in its own folder.
    private string Assembly =>
        Path.Combine(Checkout.Folder, "services", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", project + ".dll");

    private async Task AnswersAsync(string path)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Url, path), TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception failure) when (
            failure is HttpRequestException || (failure is TaskCanceledException && !TestContext.Current.CancellationToken.IsCancellationRequested))
        {
            throw new InvalidOperationException($"{project} is not up{(_process is { HasExited: true } ? "; it ended by itself" : "")}:\n{Log}", failure);
        }
    }

    // setpriv lets the service die with the tests, even when they are killed.
    private Process Start(string[] arguments, params (string Name, string Value)[] changed)
    {
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "dotnet", Assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Checkout.Folder, "services", project),
        };
        foreach (var (name, value) in settings.Select(setting => (setting.Key, setting.Value)).Concat(changed))
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = Url.ToString();
        var process = LastingThread.Run(() => Process.Start(start)!);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.Add(line.Data ?? "");
        }
    }
}
