using System.Text.Json;
using Ehcp.Contracts;
using Ehcp.Hosting.Problems;

namespace Ehcp.Scheduler.Reorganisations;

internal static class ReorganiseCommand
{
    private const string Header = "case_reference,successor,successor_reference";

    /// <summary>
    /// The command <c>reorganise AUTHORITY [FILE] [--rest=CODE] [--dry-run=false]</c>: as <c>POST /v1/reorganisations</c>. The file is CSV with the columns
    /// case_reference, successor and successor_reference. It prints a line for each case, and ends with 1 when some cannot go.
    /// </summary>
    internal static async Task<int> ReorganiseAsync(this WebApplication app, string[] arguments)
    {
        var options = arguments.Where(one => one.StartsWith("--", StringComparison.Ordinal)).ToList();
        var given = arguments.Except(options).ToList();
        var rest = options.Find(one => one.StartsWith("--rest=", StringComparison.Ordinal))?["--rest=".Length..];
        if (given.Count is 0 or > 2 || options.Exists(one => one is not ("--dry-run=true" or "--dry-run=false") && one != $"--rest={rest}"))
        {
            return Fail("Usage: reorganise AUTHORITY [FILE] [--rest=CODE] [--dry-run=false]");
        }

        var list = Authorities.Current;
        if (list.Find(given[0]) is not { FormerTo: not null } old)
        {
            return Fail($"{given[0]} is no authority with a last day. Those that are known are at /v1/authorities.");
        }

        var (pass, dryRun) = (app.Services.GetRequiredService<PassCases>(), !options.Contains("--dry-run=false"));
        try
        {
            var asked = new Reorganising(old.OnsCode, rest, given.Count == 2 ? await ReadAsync(given[1], app.Lifetime.ApplicationStopping) : null);
            var wrong = PassCases.Wrong(asked, list, old);
            if (wrong.Count > 0)
            {
                return Fail(string.Join(Environment.NewLine, wrong.Select(error => error.InWords)));
            }

            if (!dryRun && !(pass.HasCome(old) && pass.CanSend))
            {
                return Fail(pass.HasCome(old) ? ProblemCatalogue.IntakeNotSet.Detail : $"Its cases pass on from {old.VestingDay:yyyy-MM-dd}.");
            }

            return Print(await pass.RunAsync(asked, list, old, dryRun, "command", app.Lifetime.ApplicationStopping));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or FormatException or HttpRequestException or JsonException)
        {
            return Fail(trouble.Message);
        }
    }

    private static int Print(Reorganisation done)
    {
        Console.Out.WriteLine("case_reference,successor,successor_reference,cannot_go_because");
        foreach (var one in done.Cases)
        {
            Console.Out.WriteLine($"{one.CaseReference},{one.Successor},{one.SuccessorReference},");
        }

        foreach (var one in done.Cannot)
        {
            Console.Out.WriteLine($"{one.CaseReference},,,{one.Because}");
        }

        var counts = string.Join(", ", done.Counts.Select(next => $"{next.Cases} to {next.Name} (share {next.Share})"));
        Console.Error.WriteLine($"{counts}; {done.Cannot.Count} cannot go");
        Console.Error.WriteLine(done.DryRun
            ? "Tried only. With --dry-run=false they go."
            : $"{done.Sent} events sent, {done.SentBefore} had been sent before, {done.Refused} refused by Intake.");
        return done.Cannot.Count + done.Refused == 0 ? 0 : 1;
    }

    private static async Task<List<NamedCase>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(file, cancellationToken);
        if (lines is not [var first, ..] || first.TrimStart('\uFEFF').TrimEnd() != Header)
        {
            throw new FormatException($"The first line of the file must be {Header}.");
        }

        return [.. lines.Select((line, at) => (Cells: line.Trim().Split(','), Number: at + 1)).Skip(1).Where(line => line.Cells is not [""])
            .Select(line => line.Cells is [{ Length: > 0 } reference, { Length: > 0 } successor, var other]
                ? new NamedCase(reference, successor, other.Length == 0 ? null : other)
                : throw new FormatException($"Line {line.Number} of the file does not have a case reference, a successor and a reference or nothing."))];
    }

    private static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }
}
