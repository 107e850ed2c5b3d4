using System.Collections.Concurrent;
using System.Diagnostics;
using Ehcp.Mutations;

const double Wanted = 0.95;

if (Options.Read(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var report = await StrykerReport.ReadAsync(options.Report);
var sources = report.Sources;
var compiler = new MutantCompiler(options.Project, await File.ReadAllLinesAsync(options.CompilerArguments));
var assembly = Path.GetFileName(options.Project) + ".dll";
var equivalent = await EquivalentMutants.ReadAsync(Path.Combine(AppContext.BaseDirectory, "Equivalent.txt"));
var made = report.Mutants.Where(mutant => mutant.Status is not (MutantStatus.CompileError or MutantStatus.Ignored))
    .Concat(sources.SelectMany(source => TableMutants.Of(source.Key, source.Value)))
    .OrderBy(mutant => mutant.File, StringComparer.Ordinal).ThenBy(mutant => mutant.Start).ThenBy(mutant => mutant.Length)
    .ThenBy(mutant => mutant.Replacement, StringComparer.Ordinal).ToArray();
foreach (var line in equivalent.NotAmong(made.Select(mutant => (mutant, sources[mutant.File]))))
{
    Console.Error.WriteLine($"Equivalent.txt names what is changed no more: {line}");
}

// In any order, so that a run that is ended early has tried a fair sample; the same order on every run.
new Random(options.Seed).Shuffle(made);
var counted = made.Where(mutant => options.Only.Count == 0 || options.Only.Any(name => mutant.File.Contains(name, StringComparison.Ordinal)))
    .Where(mutant => !equivalent.Holds(mutant, sources[mutant.File])).ToArray();
var tried = counted[..Math.Min(options.Sample ?? counted.Length, counted.Length)];
var isSample = tried.Length < counted.Length;
var took = Stopwatch.StartNew();
IReadOnlyList<TestProcess.Round> rounds;
using (var tests = new TestProcess(options.Tests))
{
    // Compiled as the mutants are: what fails here would seem to be noticed in every one of them.
    var (file, source) = sources.First();
    if (!compiler.TryCompile(Path.GetFullPath(file, options.Project), source, tests.Assembly(assembly)) || await tests.RoundsAsync() is not { } measured)
    {
        Console.Error.WriteLine("The tests fail without any change: run them first.");
        return 1;
    }

    rounds = measured;
}

Console.WriteLine($"{counted.Length} changes, in an order drawn by {options.Seed}; {tried.Length} of them are tried. Those that no test notices:");

var journal = new Journal(options.Journal, sources);
var waiting = new ConcurrentQueue<Mutant>(tried);
var final = new Dictionary<Mutant, MutantStatus>();
await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
{
    using var tests = new TestProcess(options.Tests);
    while (waiting.TryDequeue(out var mutant))
    {
        var file = Path.GetFullPath(mutant.File, options.Project);
        var isKnown = journal.HasNoticed(mutant);
        var status = isKnown ? MutantStatus.Killed
            : compiler.TryCompile(file, mutant.In(sources[mutant.File]), tests.Assembly(assembly)) ? await tests.RunAsync(rounds)
            : MutantStatus.CompileError;
        lock (final)
        {
            if (!isKnown)
            {
                journal.Add(mutant, status);
            }

            final[mutant] = status;
            if (status is MutantStatus.Survived)
            {
                Console.WriteLine(mutant.Described(sources[mutant.File]));
            }

            if (final.Count % 100 == 0)
            {
                Console.WriteLine($"-- {final.Count} tried in {took.Elapsed.TotalMinutes:N0} minutes, {new Score(final.Values)}");
            }
        }
    }
})));

Print(final.GroupBy(one => Path.GetDirectoryName(one.Key.File)!, one => one.Value));
Print(final.GroupBy(one => one.Key.Mutator, one => one.Value));
var score = new Score(final.Values);
Console.WriteLine($"all: {score}, in {took.Elapsed.TotalMinutes:N0} minutes; {tried.Length - score.Mutants} more do not compile.");
if (isSample)
{
    Console.WriteLine(
        $"A sample of {tried.Length} of {counted.Length} with seed {options.Seed}: with 95 % confidence at least {score.LeastShare:P1} of all are noticed.");
}

return (isSample ? score.LeastShare : score.Share) >= Wanted ? 0 : 1;

static void Print(IEnumerable<IGrouping<string, MutantStatus>> groups)
{
    foreach (var group in groups.OrderBy(one => one.Key, StringComparer.Ordinal))
    {
        Console.WriteLine($"  {group.Key,-24} {new Score(group)}");
    }

    Console.WriteLine();
}
