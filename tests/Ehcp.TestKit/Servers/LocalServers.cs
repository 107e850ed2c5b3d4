using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ehcp.TestKit;

public enum LocalServer
{
    Postgres,
    RabbitMq,
}

/// <summary>
/// Private servers from the machine's packages, run by <c>deploy/local-services</c>. They end with this process however it
/// ends, because the script waits for the end of its standard input. A test that breaks a server takes its own.
/// </summary>
public sealed class LocalServers : IAsyncDisposable
{
    private readonly Process _script;
    private readonly Dictionary<string, string> _addresses = [];
    private readonly SemaphoreSlim _oneCommand = new(1, 1);

    private LocalServers(Process script) => _script = script;

    /// <summary>Administrator's connection string.</summary>
    public string Postgres => _addresses["EHCP_TEST_POSTGRES"];

    public Uri RabbitMq => new(_addresses["EHCP_TEST_RABBITMQ"]);

    /// <summary>The HTTP interface of the broker's management plugin, with user and password.</summary>
    public Uri RabbitMqApi => new(_addresses["EHCP_TEST_RABBITMQ_API"]);

    public static Task<LocalServers> StartAsync(params LocalServer[] servers) => StartAsync([], servers);

    /// <summary>On a disk of their own of this size, which can be filled. It needs root.</summary>
    public static Task<LocalServers> StartOnDiskAsync(int megabytes, params LocalServer[] servers) =>
        StartAsync(["--disk", megabytes.ToString(CultureInfo.InvariantCulture)], servers);

    private static async Task<LocalServers> StartAsync(string[] options, LocalServer[] servers)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Checkout.Folder, "deploy", "local-services"));
        start.ArgumentList.Add("run");
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        foreach (var server in servers)
        {
            start.ArgumentList.Add(NameOf(server));
        }

        var errors = new StringBuilder();
        var script = Process.Start(start)!;
        script.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        script.BeginErrorReadLine();
        var local = new LocalServers(script);
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "READY")
            {
                return local;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            local._addresses[line[..equals]] = line[(equals + 1)..];
        }

        await script.WaitForExitAsync();
        throw new InvalidOperationException($"No local servers: {errors}");
    }

    /// <summary>An orderly shutdown. <see cref="StartAgainAsync"/> continues on the same data and port.</summary>
    public Task StopAsync(LocalServer server) => TellAsync("stop", server);

    public Task KillAsync(LocalServer server) => TellAsync("kill", server);

    public Task StartAgainAsync(LocalServer server) => TellAsync("start", server);

    /// <summary>The server still holds its connections, and answers nothing.</summary>
    public Task PauseAsync(LocalServer server) => TellAsync("pause", server);

    public Task ResumeAsync(LocalServer server) => TellAsync("resume", server);

    /// <summary>Until no byte is left on the disk of <see cref="StartOnDiskAsync"/>.</summary>
    public Task FillDiskAsync() => TellAsync("fill disk");

    public Task FreeDiskAsync() => TellAsync("free disk");

    public async ValueTask DisposeAsync()
    {
        _script.StandardInput.Close();
        await _script.WaitForExitAsync();
        _script.Dispose();
        _oneCommand.Dispose();
    }

    private Task TellAsync(string command, LocalServer server) => TellAsync($"{command} {NameOf(server)}");

    private async Task TellAsync(string command)
    {
        await _oneCommand.WaitAsync();
        try
        {
            await _script.StandardInput.WriteLineAsync(command);
            await _script.StandardInput.FlushAsync();
            if (await _script.StandardOutput.ReadLineAsync() is not "DONE")
            {
                throw new InvalidOperationException($"Could not {command}.");
            }
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    private static string NameOf(LocalServer server) => server == LocalServer.Postgres ? "postgres" : "rabbitmq";
}
