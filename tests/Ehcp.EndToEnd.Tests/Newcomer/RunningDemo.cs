using System.Diagnostics;
using System.Net.NetworkInformation;
using Ehcp.TestKit;

namespace Ehcp.EndToEnd.Tests.Newcomer;

/// <summary><c>deploy/up --demo</c> in a folder of its own, up to the end of the demo; it runs on until the tests are over.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private static readonly int[] Offsets = [1, 2, 3, 25, 80];

    // A build, if need be, and the demo, which waits for the next sweep.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly List<string> _said = [];
    private Process? _up;

    /// <summary>Where a command of the README is given: <c>.local</c> is here.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("ehcp-newcomer-").FullName;

    internal string Local => Path.Combine(Folder, ".local");

    /// <summary>The lines of each log as they were when the demo was over.</summary>
    internal IReadOnlyDictionary<string, string[]> FirstLogs { get; private set; } = null!;

    /// <summary>What it printed.</summary>
    internal string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>What it wrote to <c>.local/env</c>.</summary>
    internal IReadOnlyDictionary<string, string> Settings => File.ReadLines(Path.Combine(Local, "env"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    public async ValueTask InitializeAsync()
    {
        if (!DemoFactAttribute.IsPossible)
        {
            return;
        }

        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "TERM", Path.Combine(Checkout.Folder, "deploy", "up"), "--demo", "--local"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
            Environment = { ["EHCP_LOCAL"] = Local, ["EHCP_PORT_BASE"] = $"{FreeBase()}", ["EHCP_BIND"] = "127.0.0.1" },
        };
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _up = LastingThread.Run(() => Process.Start(start)!);
        _up.OutputDataReceived += (_, line) => Keep(line.Data, over);
        _up.ErrorDataReceived += (_, line) => Keep(line.Data, over);
        _up.BeginOutputReadLine();
        _up.BeginErrorReadLine();
        var stop = TestContext.Current.CancellationToken;
        var ended = await Task.WhenAny(over.Task, _up.WaitForExitAsync(stop)).WaitAsync(Patience, stop);
        Assert.True(ended == over.Task, "deploy/up ended:\n" + Said);
        FirstLogs = Directory.GetFiles(Path.Combine(Local, "log"), "*.log").ToDictionary(file => Path.GetFileName(file), File.ReadAllLines);
    }

    public async ValueTask DisposeAsync()
    {
        if (_up is { HasExited: false })
        {
            await RunAsync("kill", "-TERM", $"{_up.Id}");
            await _up.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None);
        }

        if (_up is not null)
        {
            _up.Dispose();
            await RunAsync(Path.Combine(Checkout.Folder, "deploy", "down"), "--wipe");
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs commands as they stand on a page.</summary>
    /// <returns>What they printed.</returns>
    internal async Task<string> ShellAsync(string commands)
    {
        var file = Path.Combine(Folder, $"{Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(file, commands, TestContext.Current.CancellationToken);
        return await RunAsync("sh", "-eu", file);
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
            Environment = { ["EHCP_LOCAL"] = Local },
        };
        using var process = LastingThread.Run(() => Process.Start(start)!);
        var (printed, wrong) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await printed}\n{await wrong}");
        return await printed;
    }

    private void Keep(string? line, TaskCompletionSource over)
    {
        lock (_said)
        {
            _said.Add(line ?? "");
        }

        if (line is not null && line.StartsWith("The demo ", StringComparison.Ordinal))
        {
            over.TrySetResult();
        }
    }

    private static int FreeBase()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return Enumerable.Range(60, 40).Select(hundred => hundred * 100).First(port => !Offsets.Any(offset => taken.Contains(port + offset)));
    }
}
