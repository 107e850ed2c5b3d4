using Ehcp.Benchmarks;
using Ehcp.Benchmarks.Baselines;
using Ehcp.Benchmarks.Rows;

if (args is ["empty-service"])
{
    await EmptyService.RunAsync();
    return 0;
}

if (args is ["fuzz", .. var fuzz])
{
    return await FuzzCommand.RunAsync(fuzz);
}

var effort = args.Contains("--short") ? Effort.Short : Effort.Full;
var wanted = args.Where(argument => !argument.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
(string Name, Func<Effort, Task<IReadOnlyList<Measurement>>> MeasureAsync)[] rows =
[
    ("single", IntakeSingle.MeasureAsync),
    ("batch", IntakeBatch.MeasureAsync),
    ("csv", IntakeCsv.MeasureAsync),
    ("amqp", IntakeAmqp.MeasureAsync),
    ("chain", Chain.MeasureAsync),
    ("latency", PostToRate.MeasureAsync),
    ("rates", RatesOfEngland.MeasureAsync),
    ("start", StartUp.MeasureAsync),
];
if (args.FirstOrDefault(argument => argument is not "--short" && !rows.Any(row => row.Name == argument)) is { } unknown)
{
    Console.Error.WriteLine($"There is no row {unknown}. Rows: {string.Join(", ", rows.Select(row => row.Name))}; --short measures less.");
    return 2;
}

var results = new List<Measurement>();
var failed = false;
Console.WriteLine(Measurement.Heading);
foreach (var row in rows.Where(row => wanted.Count == 0 || wanted.Contains(row.Name)))
{
    try
    {
        foreach (var measurement in await row.MeasureAsync(effort))
        {
            results.Add(measurement);
            Console.WriteLine(measurement);
        }
    }
    catch (Exception failure) when (failure is not OutOfMemoryException)
    {
        failed = true;
        Console.WriteLine($"{row.Name} could not be measured: {failure.Message}");
    }
}

Console.WriteLine($"Written to {await ResultFile.WriteAsync(effort, results)}");
return failed ? 1 : 0;
