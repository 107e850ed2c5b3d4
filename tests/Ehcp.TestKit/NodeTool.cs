using System.Diagnostics;
using Xunit;

namespace Ehcp.TestKit;

/// <summary>A tool of others, in JavaScript: a folder with a package.json and its lock, installed beside the tests when they run.</summary>
/// <param name="folder">Where it is, from the folder of the tests.</param>
public sealed class NodeTool(params string[] folder)
{
    private static readonly SemaphoreSlim Installing = new(1);

    private readonly string _folder = Path.Combine([AppContext.BaseDirectory, .. folder]);

    /// <summary>Where the tool is, and whatever it is given to read.</summary>
    public string Folder => _folder;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Runs node in the tool's folder and returns what it prints; the test fails when it fails, with all that it said.</summary>
    /// <param name="environment">Variables beside those of the test.</param>
    /// <param name="arguments">The script, and what it is given.</param>
    public async Task<string> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await Installing.WaitAsync(Stop);
        try
        {
            if (!File.Exists(Path.Combine(_folder, "node_modules", ".package-lock.json")))
            {
                await RunAsync("npm", new Dictionary<string, string>(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            }
        }
        finally
        {
            Installing.Release();
        }

        return await RunAsync("node", environment, arguments);
    }

    private async Task<string> RunAsync(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
            await process.WaitForExitAsync(Stop);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await output}{await errors}");
            return await output;
        }
        finally
        {
            process.Kill(entireProcessTree: true); // nothing is left of it when a test is stopped
        }
    }
}
