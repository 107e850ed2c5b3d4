using System.Diagnostics;

namespace Ehcp.Mutations;

/// <summary>A copy of the built tests, in which one assembly is replaced before each run.</summary>
internal sealed class TestProcess : IDisposable
{
    // Of computing, not of waiting: all tests together take a tenth of it, and the machine may have other work.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _copy;
    private readonly string _tests;

    public TestProcess(string builtTests)
    {
        // Beside the original: some tests look for the checkout they are in.
        var from = Path.GetDirectoryName(builtTests)!;
        _copy = Directory.CreateDirectory($"{from}-mutant-{Guid.NewGuid():n}");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_copy.FullName, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        _tests = Path.Combine(_copy.FullName, Path.GetFileName(builtTests));
    }

    public string Assembly(string name) => Path.Combine(_copy.FullName, name);

    /// <returns><see cref="MutantStatus.Survived"/> when every test passes, else how it was noticed.</returns>
    public async Task<MutantStatus> RunAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(_tests, ["-stopOnFail", "-noColor"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(Glance, TimeProvider.System)) != ended)
        {
            process.Refresh();
            if (!process.HasExited && process.TotalProcessorTime > Patience)
            {
                process.Kill(entireProcessTree: true);
                return MutantStatus.Timeout;
            }
        }

        await read;
        return process.ExitCode == 0 ? MutantStatus.Survived : MutantStatus.Killed;
    }

    public void Dispose() => _copy.Delete(recursive: true);
}
