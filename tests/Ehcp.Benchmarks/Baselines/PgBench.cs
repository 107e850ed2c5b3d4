using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ehcp.Simulator.Cases;
using Npgsql;

namespace Ehcp.Benchmarks.Baselines;

/// <summary>PostgreSQL's own load program, doing what one event is at least: one row in the ledger and one in the outbox, in one transaction.</summary>
internal static partial class PgBench
{
    internal static async Task<double> TransactionsPerSecondAsync(string database, int clients, int transactions, SimulatedEvent sample)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(sample));
            var target = new NpgsqlConnectionStringBuilder(database);
            var start = new ProcessStartInfo(Program(), [
                "-n", "-M", "prepared", "-f", script, "-c", Whole(clients), "-j", "2", "-t", Whole(transactions / clients),
                "-h", target.Host!, "-p", Whole(target.Port), "-U", target.Username!, target.Database!])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["PGPASSWORD"] = target.Password },
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 && Tps().Match(output) is { Success: true } tps
                ? double.Parse(tps.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {await errors}{output}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script(SimulatedEvent sample)
    {
        var body = Convert.ToHexStringLower(SimulatedEvent.Single(sample));
        return $$"""
            begin;
            insert into ledger (source, id, type, subject, authority, time, recorded_at, api_key, content_hash, mode, body)
            values ('{{sample.Source}}', gen_random_uuid()::text, 'ehcp.final-plan-sent.v1', '{{sample.CaseReference}}', 'E08000025', now(), now(), 'benchmark',
                decode('{{new string('0', 64)}}', 'hex'), 0, decode('{{body}}', 'hex'));
            insert into outbox (message_id, type, body, headers, created_at)
            values (gen_random_uuid(), 'Ehcp.Contracts.FactsRecorded', decode('{{body}}', 'hex'), '{}', now());
            end;

            """;
    }

    // Debian keeps it in a folder of each version, the newest last.
    private static string Program()
    {
        const string debian = "/usr/lib/postgresql";
        return Directory.Exists(debian)
            ? Directory.GetDirectories(debian).Select(version => Path.Combine(version, "bin", "pgbench")).Where(File.Exists)
                .Order(StringComparer.Ordinal).LastOrDefault() ?? "pgbench"
            : "pgbench";
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Tps();
}
