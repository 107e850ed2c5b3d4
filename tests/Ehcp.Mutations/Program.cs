using System.Collections.Concurrent;
using Ehcp.Mutations;

if (args is not [var reportPath, var projectFolder, var argumentsPath, var builtTests, .. var only])
{
    Console.Error.WriteLine("Usage: Ehcp.Mutations REPORT PROJECT-FOLDER COMPILER-ARGUMENTS TESTS [FILE...]; deploy/mutants calls it.");
    return 2;
}

var report = await StrykerReport.ReadAsync(reportPath);
var sources = report.Sources;
var compiler = new MutantCompiler(Path.GetFullPath(projectFolder), await File.ReadAllLinesAsync(argumentsPath));
var assembly = Path.GetFileName(Path.GetFullPath(projectFolder)) + ".dll";
var counted = report.Mutants.Where(mutant => mutant.Status is not (MutantStatus.CompileError or MutantStatus.Ignored))
    .Where(mutant => only.Length == 0 || Array.Exists(only, name => mutant.File.Contains(name, StringComparison.Ordinal))).ToArray();
// In any order, so that a run that is ended early has tried a fair sample; the same order on every run.
new Random(2026).Shuffle(counted);
var waiting = new ConcurrentQueue<Mutant>(counted);
var tried = 0;
var final = counted.ToDictionary(mutant => mutant, mutant => mutant.Status);
using (var tests = new TestProcess(Path.GetFullPath(builtTests)))
{
    // Compiled as the mutants are: what fails here would seem to be noticed in every one of them.
    var (file, source) = sources.First();
    if (!compiler.TryCompile(Path.GetFullPath(file, projectFolder), source, tests.Assembly(assembly)) || await tests.RunAsync() is not MutantStatus.Survived)
    {
        Console.Error.WriteLine("The tests fail without any change: run them first.");
        return 1;
    }
}

Console.WriteLine($"{counted.Length} mutants. Those that no test notices:");

await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
{
    using var tests = new TestProcess(Path.GetFullPath(builtTests));
    while (waiting.TryDequeue(out var mutant))
    {
        var file = Path.GetFullPath(mutant.File, projectFolder);
        var status = compiler.TryCompile(file, mutant.In(sources[mutant.File]), tests.Assembly(assembly))
            ? await tests.RunAsync()
            : MutantStatus.CompileError;
        lock (final)
        {
            final[mutant] = status;
            if (++tried % 100 == 0)
            {
                Console.WriteLine($"-- {tried} tried, {new Score(counted.Take(tried).Select(one => final[one]))}");
            }
        }

        if (status is MutantStatus.Survived)
        {
            Console.WriteLine(mutant.Described(sources[mutant.File]));
        }
    }
})));

var groups = final.GroupBy(one => Path.GetDirectoryName(one.Key.File)!, one => one.Value).OrderBy(folder => folder.Key, StringComparer.Ordinal);
foreach (var folder in groups.Select(folder => (folder.Key, Score: new Score(folder))).Append(("all", new Score(final.Values))))
{
    Console.WriteLine($"{folder.Item1,-12} {folder.Item2}");
}

return new Score(final.Values).Share >= 0.95 ? 0 : 1;
