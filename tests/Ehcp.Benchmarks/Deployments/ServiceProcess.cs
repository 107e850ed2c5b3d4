using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ehcp.TestKit;

namespace Ehcp.Benchmarks.Deployments;

/// <summary>A program run as it would be in a council: a process of its own, in Release.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A command may count millions of rows.</summary>
    private static readonly TimeSpan PatienceWithCommands = TimeSpan.FromMinutes(30);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;
    private bool _disposed;

    private ServiceProcess(string assembly, string[] arguments, Uri url, IEnumerable<KeyValuePair<string, string>> settings)
    {
        Url = url;

        // With setpriv it ends with the thread that starts it, and so with this process, even when this is killed.
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "dotnet", assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
            Environment = { ["ASPNETCORE_URLS"] = url.ToString(), ["Logging__LogLevel__Default"] = "Warning" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = LastingThread.Run(() => Process.Start(start)!);
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal Uri Url { get; }

    /// <summary>Time from the start of the process to its first answer that it is ready.</summary>
    internal TimeSpan ReadyAfter { get; private set; }

    /// <summary>The last it said: only warnings and worse.</summary>
    internal string LastWords => string.Join('\n', _log.TakeLast(10));

    /// <summary>Resident memory in MB, as the kernel counts it.</summary>
    internal double MemoryMegabytes =>
        double.Parse(
            File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .AsSpan(6).Trim().TrimEnd("kB").Trim(),
            CultureInfo.InvariantCulture) / 1024;

    internal static string ServiceAssembly(string project) =>
        Path.Combine(Checkout.Folder, "services", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", project + ".dll");

    internal static async Task RunToEndAsync(string assembly, string argument, IEnumerable<KeyValuePair<string, string>> settings)
    {
        await using var process = new ServiceProcess(assembly, [argument], FreeUrl(), settings);
        using var patience = new CancellationTokenSource(PatienceWithCommands);
        await process._process.WaitForExitAsync(patience.Token);
        if (process._process.ExitCode != 0)
        {
            var log = string.Join('\n', process._log.TakeLast(20));
            throw new InvalidOperationException($"{Path.GetFileName(assembly)} {argument} ended with {process._process.ExitCode}:\n{log}");
        }
    }

    internal static async Task<ServiceProcess> StartAsync(string assembly, IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var process = new ServiceProcess(assembly, arguments, FreeUrl(), settings);
        using var http = new HttpClient { BaseAddress = process.Url, Timeout = TimeSpan.FromSeconds(10) };
        while (!await IsReadyAsync(http))
        {
            if (process._process.HasExited || clock.GetElapsedTime(began) > Patience)
            {
                await process.DisposeAsync();
                throw new InvalidOperationException($"{Path.GetFileName(assembly)} does not become ready:\n{string.Join('\n', process._log.TakeLast(20))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }

        process.ReadyAfter = clock.GetElapsedTime(began);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Uri FreeUrl()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new UriBuilder("http", "127.0.0.1", ((IPEndPoint)probe.LocalEndpoint).Port).Uri;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
