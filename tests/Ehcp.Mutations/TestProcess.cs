using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Ehcp.Mutations;

/// <summary>A copy of the built tests, in which one assembly is replaced before each run.</summary>
internal sealed class TestProcess : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

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

    /// <summary>The tests in two rounds: first the classes of tests that take hardly any time, which notice most mutants, then the few that take the
    /// most.</summary>
    /// <returns>Null when a test fails, or takes longer than ten minutes of computing.</returns>
    public async Task<IReadOnlyList<Round>?> RoundsAsync()
    {
        var report = Path.Combine(_copy.FullName, "tests.xml");
        if (await RunAsync(new Round(["-xml", report], TimeSpan.FromMinutes(10))) is not { Status: MutantStatus.Survived } all)
        {
            return null;
        }

        var classes = XDocument.Load(report).Descendants("test").GroupBy(
            test => test.Attribute("type")!.Value, test => double.Parse(test.Attribute("time")!.Value, CultureInfo.InvariantCulture))
            .OrderBy(one => one.Sum()).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();
        var (total, sofar) = (classes.Sum(one => one.Sum()), 0.0);
        var slow = classes.Where(one => (sofar += one.Sum()) > total / 6).Select(one => one.Key).ToArray();
        // A mutant may make a test slow, but not ten times as slow as all are together.
        var patience = (all.Computing * 10) + TimeSpan.FromSeconds(5);
        return
        [
            new([.. slow.SelectMany(name => new[] { "-class-", name })], patience),
            new([.. slow.SelectMany(name => new[] { "-class", name })], patience),
        ];
    }

    /// <returns><see cref="MutantStatus.Survived"/> when every test passes, else how it was noticed.</returns>
    public async Task<MutantStatus> RunAsync(IEnumerable<Round> rounds)
    {
        foreach (var round in rounds)
        {
            if (await RunAsync(round) is { Status: not MutantStatus.Survived } noticed)
            {
                return noticed.Status;
            }
        }

        return MutantStatus.Survived;
    }

    public void Dispose() => _copy.Delete(recursive: true);

    private async Task<(MutantStatus Status, TimeSpan Computing)> RunAsync(Round round)
    {
        // One after the other: the next process has the next core.
        using var process = Process.Start(new ProcessStartInfo(_tests, ["-stopOnFail", "-noColor", "-parallel", "none", .. round.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var read = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        var computing = TimeSpan.Zero;
        while (await Task.WhenAny(ended, Task.Delay(Glance, TimeProvider.System)) != ended)
        {
            process.Refresh();
            if (process.HasExited)
            {
                continue;
            }

            computing = process.TotalProcessorTime;
            if (computing > round.Patience)
            {
                process.Kill(entireProcessTree: true);
                return (MutantStatus.Timeout, computing);
            }
        }

        await read;
        return (process.ExitCode == 0 ? MutantStatus.Survived : MutantStatus.Killed, computing);
    }

    /// <param name="Arguments">Which tests.</param>
    /// <param name="Patience">How long it may compute; waiting for a busy machine does not count.</param>
    internal sealed record Round(IReadOnlyList<string> Arguments, TimeSpan Patience);
}
